import { runAccountCli } from "../../../../lib/cli/account/account_cli.ts";
import { SigningKeys } from "../../../../lib/auth/signing_keys.ts";
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "../../../helpers/assert.ts";
import {
  jsonRequest,
  setUpAdmin,
  signIn,
  signInAsGuest,
  signUp,
} from "../../../helpers/test_person.ts";
import { startServer } from "../../../helpers/test_server.ts";

const MAIN = new URL("../../../../lib/cli/account/account_cli.ts", import.meta.url).pathname;

/** A server and the command beside it, as a process of its own. */
async function open() {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await startServer({ dataDir: dir });
  return {
    server,
    dir,
    run: (...args: string[]) => run(dir, args),
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

async function run(dir: string, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "-A", MAIN, ...args],
    env: { DATA_DIR: dir, SQLITE_DRIVER: "node", PUBLIC_URL: "", NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** The same in this process, where a test is not about being beside a server. */
async function here(dir: string, ...args: string[]) {
  const env: Record<string, string> = { DATA_DIR: dir, SQLITE_DRIVER: "node" };
  const said: string[] = [];
  const { log, error } = console;
  console.log = console.error = (text: string) => void said.push(text);
  try {
    return { code: await runAccountCli(args, (name) => env[name]), said: said.join("\n") };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("beside a running server, promote and disable are noticed within a second", async () => {
  await using shell = await open();
  const ana = await signUp(shell.server, "ana", "Ana");
  await signInAsGuest(shell.server, "Gus");
  const wire = await ana.connect();
  assertEquals(await shell.run("promote", "ana"), { code: 0, out: "ana is an admin.\n", err: "" });
  assertEquals((await wire.next("account")).account.role, "admin");
  assertEquals((await ana.json("/api/admin/settings")).status, 200);
  const refused = await shell.run("disable", "ana");
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.err, "last admin");
  const bo = await signUp(shell.server, "bo");
  const other = await bo.connect();
  assertEquals((await here(shell.dir, "disable", "BO")).code, 0);
  const start = performance.now();
  assertEquals((await other.closed).code, 4001);
  assert(performance.now() - start < 1_000);
  const { entries } = (await ana.json("/api/admin/audit")).body as {
    entries: { actor: string; action: string }[];
  };
  assertEquals(entries.map(({ actor, action }) => [actor, action]), [
    ["cli", "disabled"],
    ["cli", "role"],
  ]);
  await wire.close();
});

Deno.test("beside a running server, a deleted account is soon in no room", async () => {
  await using shell = await open();
  const boss = await setUpAdmin(shell.server);
  const ana = await signUp(shell.server, "ana", "Ana");
  const direct = await boss.json("/api/direct", jsonRequest({ people: [ana.account.id] }));
  const { id } = (direct.body as { room: { id: string } }).room;
  const members = async () => {
    const { body } = await boss.json(`/api/rooms/${id}`);
    return (body as { room: { members: number } }).room.members;
  };
  assertEquals(await members(), 2);
  assertEquals((await here(shell.dir, "delete", "ana")).code, 0);
  const deadline = Date.now() + 5_000;
  while (await members() > 1 && Date.now() < deadline) {
    await new Promise((go) => setTimeout(go, 50));
  }
  assertEquals(await members(), 1);
});

Deno.test("list shows who can sign in", async () => {
  await using shell = await open();
  assertEquals(await here(shell.dir, "list"), { code: 0, said: "There are no accounts yet." });
  await setUpAdmin(shell.server);
  await signUp(shell.server, "ana", "Ana 田中");
  await signInAsGuest(shell.server, "Gus");
  const { code, said } = await here(shell.dir, "list");
  const lines = said.split("\n");
  assertEquals([code, lines.length], [0, 3]);
  assertMatch(lines[0]!, /^USER NAME {2}NAME +ROLE +STATE +LAST SEEN$/);
  assertMatch(lines[1]!, /^ana +Ana 田中 {2}client +active +never$/);
  assertMatch(lines[2]!, /^boss +boss +admin +active +never$/);
});

Deno.test("reset prints a link that sets a new password once", async () => {
  await using shell = await open();
  const ana = await signUp(shell.server, "ana");
  const url = "https://chat.test/";
  const { code, said } = await here(shell.dir, "reset", "ana", "--url", url);
  assertEquals(code, 0);
  const token = said.match(/^https:\/\/chat\.test\/reset#([\w-]{43})$/m)![1];
  const body = jsonRequest({ token, password: "a better battery" });
  assertEquals((await ana.json("/api/reset", body)).status, 200);
  await signIn(shell.server, "ana", "a better battery");
  assertEquals((await ana.json("/api/reset", body)).status, 404);
});

Deno.test("beside a running server, setup prints a link that makes the first admin, and only the first", async () => {
  await using shell = await open();
  const { code, out } = await shell.run("setup", "--url", shell.server.url);
  assertEquals(code, 0);
  const setupLink = out.match(/^http:.*\/setup#[\w-]{43}$/m)![0];
  await assertRejects(() => setUpAdmin(shell.server), Error, "not_found");
  const boss = await setUpAdmin({ url: shell.server.url, setupLink });
  assertEquals(boss.account.role, "admin");
  const { code: refused, said } = await here(shell.dir, "setup");
  assertEquals(refused, 1);
  assertMatch(said, /^This Parley has an admin already\./);
});

Deno.test("enable, demote and delete do what they say", async () => {
  await using shell = await open();
  await setUpAdmin(shell.server);
  const ana = await signUp(shell.server, "ana");
  for (
    const [command, said] of [
      ["promote", "ana is an admin."],
      ["demote", "ana is a client."],
      ["disable", "ana is disabled."],
      ["enable", "ana can sign in."],
    ] as const
  ) assertEquals(await here(shell.dir, command, "ana"), { code: 0, said });
  await signIn(shell.server, "ana");
  assertEquals((await here(shell.dir, "delete", "ana")).said, "ana is deleted.");
  assertEquals((await ana.json("/api/session")).status, 401);
  assertEquals((await here(shell.dir, "demote", "boss")).code, 1);
});

Deno.test("rotate-key makes a running server sign with a new key and believe the old one", async () => {
  await using shell = await open();
  await signUp(shell.server, "ana");
  const token = async () => {
    const body = jsonRequest({ username: "ana", password: "correct horse battery" });
    const response = await fetch(`${shell.server.url}/api/token`, body);
    return (await response.json()).access as string;
  };
  const isGood = async (access: string) => {
    const headers = { authorization: `Bearer ${access}` };
    const response = await fetch(`${shell.server.url}/api/session`, { headers });
    await response.body?.cancel();
    return response.ok;
  };
  const before = await token();
  assertEquals((await here(shell.dir, "rotate-key")).code, 0);
  const after = await token();
  assert(before.split(".")[0] !== after.split(".")[0]);
  assert(await isGood(before) && await isGood(after));
  assertEquals((await (await SigningKeys.open(shell.dir)).current()).kty, "oct");
});

Deno.test("a name that nobody has is refused, and one that looks like it is only named", async () => {
  await using shell = await open();
  await signUp(shell.server, "karl");
  const { code, said } = await here(shell.dir, "delete", "kari");
  assertEquals([code, said], [
    1,
    "There is no account with the user name kari. Do you mean karl?",
  ]);
  assertEquals((await here(shell.dir, "delete", "bo")).code, 1);
  assertEquals((await here(shell.dir, "delete", "\0")).code, 1);
  await signIn(shell.server, "karl");
});

for (
  const args of [
    [],
    ["dance"],
    ["__proto__"],
    ["promote"],
    ["promote", "ana", "bo"],
    ["list", "ana"],
    ["setup", "ana"],
    ["list", "--all"],
    ["reset", "ana", "--url", "javascript:alert(1)"],
  ]
) {
  Deno.test(`"${args.join(" ")}" is misuse, and is told what would be right`, async () => {
    const { code, said } = await here("/nowhere", ...args);
    assertEquals(code, 2);
    assertMatch(said, /^Usage: /);
  });
}

Deno.test("--help says what there is", async () => {
  for (const args of [["--help"], ["promote", "-h"]]) {
    const { code, said } = await here("/nowhere", ...args);
    assertEquals(code, 0);
    assertStringIncludes(said, "rotate-key");
  }
});

Deno.test("a folder without a Parley is said to be one, and stays empty", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const { code, said } = await here(dir, "list");
  assertEquals([code, said], [1, `There is no Parley in ${dir}. Set DATA_DIR to its folder.`]);
  assertEquals(Array.from(Deno.readDirSync(dir)), []);
  await Deno.remove(dir);
});
