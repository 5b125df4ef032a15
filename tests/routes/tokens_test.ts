import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  putRequest,
  setUpAdmin,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  type TestPerson,
  Wire,
} from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

interface Grant {
  access: string;
  expiresIn: number;
  refresh: string;
}

interface Url {
  url: string;
}

async function grant(server: Url, body: unknown): Promise<Grant> {
  const response = await fetch(`${server.url}/api/token`, jsonRequest(body));
  assertEquals(response.status, 200);
  return await response.json();
}

const credentials = (username: string) => ({ username, password: TEST_PASSWORD });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function ticketOf(person: Pick<TestPerson, "json">): Promise<string> {
  return ((await person.json("/api/ticket", { method: "POST" })).body as { ticket: string }).ticket;
}

/** The status with which an upgrade is answered. */
async function knock(server: TestServer, query: string, headers: HeadersInit = {}) {
  const upgrade = {
    upgrade: "websocket",
    connection: "upgrade",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  const client = Deno.createHttpClient({ http2: false });
  const response = await fetch(`${server.url}/ws${query}`, {
    headers: { ...upgrade, ...headers },
    client,
  });
  await response.body?.cancel();
  client.close();
  return response.status;
}

Deno.test("a program signs in with a token, on HTTP and on the upgrade, and renews it", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access, refresh, expiresIn } = await grant(server, credentials("ana"));
  assertEquals(expiresIn, 900);
  const me = async (token: string) => {
    const response = await fetch(`${server.url}/api/session`, { headers: bearer(token) });
    return (await response.json()).account?.id;
  };
  assertEquals(await me(access), ana.account.id);
  const wire = await Wire.open(server.socketUrl, bearer(access));
  await wire.join();
  await wire.close();
  const next = await grant(server, { refresh });
  assertEquals(await me(next.access), ana.account.id);
});

Deno.test("a token in a wrong place, or a wrong token, is 401, also beside a good cookie", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access, refresh } = await grant(server, credentials("ana"));
  const [head, payload] = access.split(".");
  for (
    const headers of [
      bearer(refresh),
      bearer(`${head}.${payload}.`),
      bearer(`${access}x`),
      bearer(""),
      { authorization: access },
      { authorization: `Basic ${btoa(`ana:${TEST_PASSWORD}`)}` },
      { cookie: `session=${access}` },
      { cookie: `session=${refresh}` },
    ] as Record<string, string>[]
  ) {
    const response = await fetch(`${server.url}/api/session`, {
      headers: { cookie: ana.cookie, ...headers },
    });
    assertEquals((await response.json()).code, "unauthorized", JSON.stringify(headers));
    assertEquals(await knock(server, "", headers), 401);
  }
});

Deno.test("a refresh token that is used twice ends the family and closes its sockets", async () => {
  await using server = await startServer();
  await signUp(server, "ana");
  const { access, refresh } = await grant(server, credentials("ana"));
  const wire = await Wire.open(server.socketUrl, bearer(access));
  const next = await grant(server, { refresh });
  const again = await fetch(`${server.url}/api/token`, jsonRequest({ refresh }));
  assertEquals([again.status, (await again.json()).code], [401, "unauthorized"]);
  assertEquals((await wire.closed).code, 4001);
  const dead = await fetch(`${server.url}/api/token`, jsonRequest({ refresh: next.refresh }));
  assertEquals((await dead.json()).code, "unauthorized");
});

Deno.test("a program is among the sessions of its account, and ends as they do", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access } = await grant(server, credentials("ana"));
  const wire = await Wire.open(server.socketUrl, bearer(access));
  const { sessions } = (await ana.json("/api/sessions")).body as {
    sessions: { id: string; kind: string }[];
  };
  const program = sessions.find(({ kind }) => kind === "program")!;
  await ana.json(`/api/sessions/${program.id}`, { method: "DELETE" });
  assertEquals((await wire.closed).code, 4001);
  const response = await fetch(`${server.url}/api/session`, { headers: bearer(access) });
  assertEquals((await response.json()).code, "unauthorized");
});

Deno.test("a program signs out with its token", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access, refresh } = await grant(server, credentials("ana"));
  const headers = bearer(access);
  const response = await fetch(`${server.url}/api/session`, { method: "DELETE", headers });
  assertEquals(response.status, 204);
  const dead = await fetch(`${server.url}/api/token`, jsonRequest({ refresh }));
  assertEquals((await dead.json()).code, "unauthorized");
  assertEquals((await ana.json("/api/session")).status, 200);
});

Deno.test("a program that changes the password keeps its session and gets no cookie", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access } = await grant(server, credentials("ana"));
  const body = putRequest({ current: TEST_PASSWORD, password: "a better battery" });
  const response = await fetch(`${server.url}/api/account/password`, {
    ...body,
    headers: { ...body.headers, ...bearer(access) },
  });
  assertEquals([response.status, response.headers.get("set-cookie")], [204, null]);
  assertEquals((await ana.json("/api/session")).status, 401);
  const own = await fetch(`${server.url}/api/session`, { headers: bearer(access) });
  assertEquals((await own.json()).account.username, "ana");
});

Deno.test("a ticket opens one socket, and nothing but a ticket or an access token does so in an address", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { refresh } = await grant(server, credentials("ana"));
  const ticket = await ticketOf(ana);
  const wire = await Wire.open(`${server.socketUrl}?token=${ticket}`, {});
  await wire.close();
  const cookie = ana.cookie.split("=")[1]!;
  for (const token of [ticket, refresh, cookie, "guess", ""]) {
    assertEquals(await knock(server, `?token=${token}`), 401, token);
    assertEquals(await knock(server, `?token=${token}`, { cookie: ana.cookie }), 401, token);
  }
});

Deno.test("a ticket is for sockets only", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const ticket = await ticketOf(ana);
  for (const path of ["/api/session", "/api/rooms"]) {
    const response = await fetch(`${server.url}${path}?token=${ticket}`);
    assertEquals((await response.json()).code, "unauthorized");
  }
  const shown = await fetch(`${server.url}/api/session`, { headers: bearer(ticket) });
  assertEquals((await shown.json()).code, "unauthorized");
});

Deno.test("the socket of a ticket closes when the session ends that asked for it", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const wire = await Wire.open(`${server.socketUrl}?token=${await ticketOf(ana)}`, {});
  await ana.json("/api/session", { method: "DELETE" });
  assertEquals((await wire.closed).code, 4001);
});

Deno.test("POST /api/token with anything else is 400", async () => {
  await using server = await startServer();
  for (const body of [{}, { refresh: 1 }, { username: "ana" }, { password: TEST_PASSWORD }, []]) {
    const response = await fetch(`${server.url}/api/token`, jsonRequest(body));
    const { code } = await response.json();
    assertEquals([response.status, code], [400, "bad_request"], JSON.stringify(body));
  }
});

Deno.test("no password, token, ticket, link or cookie is ever logged", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const setupToken = "q7GmY2xWv9Lr4TbNc8ZkHs3EfUa6PdJ1";
  const server = await spawnServer(dir, 0, { LOG_LEVEL: "debug", SETUP_TOKEN: setupToken });
  await fetch(`${server.url}/healthz`).then((response) => response.body?.cancel());
  const boss = await setUpAdmin({
    url: server.url,
    setupLink: `${server.url}/setup#${setupToken}`,
  });
  const ana = await signUp(server, "ana");
  const { access, refresh } = await grant(server, credentials("ana"));
  const next = await grant(server, { refresh });
  await fetch(`${server.url}/api/token`, jsonRequest({ refresh })).then((r) => r.body?.cancel());
  const ticket = await ticketOf(ana);
  const wire = await Wire.open(`${server.url.replace("http", "ws")}/ws?token=${ticket}`, {});
  await wire.close();
  await createRoom(ana, { name: "Design" });
  const wrong = "the wrong password";
  await fetch(`${server.url}/api/signin`, jsonRequest({ ...credentials("ana"), password: wrong }))
    .then((response) => response.body?.cancel());
  for (const path of [`/api/session?token=${access}`, `/api/nothing?token=${refresh}`]) {
    await fetch(server.url + path, { headers: bearer(`${access}x`) }).then((r) => r.body?.cancel());
  }
  const reset = await boss.json(`/api/admin/accounts/${ana.account.id}/reset`, { method: "POST" });
  const resetToken = (reset.body as { path: string }).path.split("#")[1]!;
  await boss.json("/api/reset", jsonRequest({ token: resetToken, password: "a better battery" }));
  await server.terminate();
  const log = server.output();
  assertMatch(log, /Parley is ready/);
  assertMatch(log, /Parley is not set up yet/);
  assert(!/setup#/.test(log), "what is no terminal gets no set-up link");
  const secrets = [TEST_PASSWORD, wrong, "a better battery", setupToken, resetToken, ticket];
  secrets.push(access, refresh, next.access, next.refresh, access.split(".")[2]!);
  secrets.push(...[boss, ana].map(({ cookie }) => cookie.split("=")[1]!));
  for (const secret of secrets) assert(!log.includes(secret), `${secret} is in the log`);
  await Deno.remove(dir, { recursive: true });
});
