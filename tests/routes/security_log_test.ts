import { assert, assertEquals } from "../helpers/assert.ts";
import {
  jsonRequest,
  SETUP_TOKEN,
  setUpAdminByToken,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
} from "../helpers/test_person.ts";
import { type ServerProcess, spawnServer } from "../helpers/server_process.ts";

/** A real server's log while something is done with it: its lines, as a machine reads them. */
async function logOf(
  env: Record<string, string>,
  use: (server: ServerProcess) => Promise<void>,
): Promise<{ text: string; lines: Record<string, unknown>[] }> {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await spawnServer(dataDir, 0, env);
  try {
    await use(server);
  } finally {
    await server.terminate();
    await Deno.remove(dataDir, { recursive: true });
  }
  // The set-up link goes to the terminal on purpose, and not to the log.
  const text = server.output().split("\n").filter((line) => !line.startsWith("Set up")).join("\n");
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return { text, lines: lines.map((line) => JSON.parse(line)) };
}

async function ask(server: ServerProcess, path: string, init: RequestInit): Promise<number> {
  const response = await fetch(server.url + path, init);
  await response.body?.cancel();
  return response.status;
}

const signIn = (server: ServerProcess, username: string, password: string) =>
  ask(server, "/api/signin", jsonRequest({ username, password }));

Deno.test("a sign-in, a failure, a lockout and a refused right are a line each with who and whence", async () => {
  let id = "";
  const { lines } = await logOf({}, async (server) => {
    const ana = await signUp(server, "ana");
    id = ana.account.id;
    await signIn(server, "ana", TEST_PASSWORD);
    for (let n = 0; n < 6; n++) await signIn(server, "ana", "wrong");
    assertEquals((await ana.json("/api/admin/accounts")).status, 403);
    await ask(server, "/api/guest", { method: "POST", headers: { origin: "https://evil.test" } });
  });
  const foreign = lines.find(({ message }) => message === "A page of another site was refused");
  assertEquals(foreign?.address, "127.0.0.1");
  const found = lines.filter((line) => line.account === id);
  const seen = Object.fromEntries(found.map((line) => [line.message, line]));
  for (
    const [message, level] of [
      ["Someone signed in", "INFO"],
      ["A password was wrong", "WARN"],
      ["Too many requests were refused", "WARN"],
      ["A right was refused", "WARN"],
    ] as const
  ) {
    assertEquals(seen[message]?.level, level, message);
    assertEquals(seen[message]?.address, "127.0.0.1");
    assertEquals(typeof seen[message]?.requestId, "string");
  }
  // Two sign-ins and five wrong passwords: the first of each, and how many more.
  assertEquals(found.length, 6);
});

Deno.test("thousands of refusals write a handful of lines and no stack", async () => {
  const { text } = await logOf(
    { TRUSTED_PROXIES: "127.0.0.1", LOG_FORMAT: "json", SETUP_TOKEN, GUESTS: "on" },
    async (server) => {
      await setUpAdminByToken(server);
      const busy = Array.from({ length: 600 }, (_, n) => {
        const init = jsonRequest({ username: `nobody-${n}`, password: "wrong" });
        init.headers["x-forwarded-for"] = `198.51.${n >> 8}.${n & 255}`;
        return ask(server, "/api/signin", init);
      });
      const statuses = await Promise.all(busy);
      assert(statuses.filter((status) => status === 503).length > 300);
      const eve = await signInAsGuest(server, "Eve");
      for (let n = 0; n < 2_000; n += 100) {
        const some = Array.from({ length: 100 }, () => eve.json("/api/admin/accounts"));
        for (const { status } of await Promise.all(some)) assertEquals(status, 403);
      }
    },
  );
  const about = (message: string) => text.split("\n").filter((line) => line.includes(message));
  assert(about("too busy").length <= 4, `${about("too busy").length} lines`);
  assert(about("A right was refused").length <= 6);
  assert(!/(^|\\n)\s+at /m.test(text), "no stack");
});

for (const format of ["json", "text"]) {
  Deno.test(`no secret is in the ${format} log at any level, wherever people type it`, async () => {
    const secret = "hunter2-in-the-wrong-field";
    let cookie = "";
    const { text } = await logOf({ LOG_LEVEL: "debug", LOG_FORMAT: format }, async (server) => {
      const ana = await signUp(server, "ana");
      cookie = ana.cookie.split("=")[1]!;
      await signIn(server, secret, secret);
      await signIn(server, "ana", secret);
      await ask(server, "/api/token", jsonRequest({ username: "ana", password: secret }));
      await ask(server, "/api/token", jsonRequest({ refresh: `prt_${secret}` }));
      await ask(server, "/api/signup", jsonRequest({ username: secret, password: "short" }));
      await ask(server, "/api/reset", jsonRequest({ token: secret, password: secret }));
      await ask(server, "/api/rooms", { headers: { authorization: `Bearer ${secret}` } });
      await ask(server, `/ws?token=${secret}`, {});
      await ask(server, "/api/session", { headers: { cookie: `session=${secret}` } });
      const change = { current: secret, password: secret };
      await ana.json("/api/account/password", jsonRequest(change, "PUT"));
    });
    for (const never of [secret, TEST_PASSWORD, cookie]) assert(!text.includes(never), never);
    assert(text.includes("A password was wrong"), text);
  });
}
