import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  jsonRequest,
  patchRequest,
  putRequest,
  setUpAdmin,
  signIn,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

interface SeenAccount {
  id: string;
  name: string;
  role: string;
  username?: string;
  guest: boolean;
  disabled: boolean;
}

async function accounts(boss: TestPerson, query = ""): Promise<SeenAccount[]> {
  const { body } = await boss.json(`/api/admin/accounts${query}`);
  return (body as { accounts: SeenAccount[] }).accounts;
}

async function change(boss: TestPerson, id: string, changes: unknown): Promise<[number, string]> {
  const { status, body } = await boss.json(`/api/admin/accounts/${id}`, patchRequest(changes));
  const { account, code } = body as { account?: SeenAccount; code?: string };
  return [status, account?.role ?? code ?? ""];
}

const remove = { method: "DELETE" };

const REQUESTS: [string, RequestInit][] = [
  ["accounts", {}],
  ["accounts/x", patchRequest({ role: "admin" })],
  ["accounts/x", remove],
  ["accounts/x/reset", { method: "POST" }],
  ["settings", {}],
  ["settings", putRequest({ signup: "open" })],
  ["audit", {}],
];

Deno.test("everything of admins is 403 for others, and 401 for nobody", async () => {
  await using server = await startServer();
  const boss = await setUpAdmin(server);
  const [ana, op] = [await signUp(server, "ana"), await signUp(server, "op")];
  await change(boss, op.account.id, { role: "operator" });
  const persons = [ana, op, await signInAsGuest(server, "Gus")];
  for (const [path, init] of REQUESTS) {
    for (const person of persons) {
      const { status, body } = await person.json(`/api/admin/${path}`, init);
      assertEquals([status, (body as { code: string }).code], [403, "forbidden"], path);
    }
    const response = await fetch(`${server.url}/api/admin/${path}`, init);
    assertEquals([response.status, (await response.json()).code], [401, "unauthorized"], path);
  }
});

Deno.test("an admin lists accounts and guests, and finds them by the beginning of a name", async () => {
  await using server = await startServer();
  const boss = await setUpAdmin(server);
  await signUp(server, "ana", "Ana Lindgren");
  await signInAsGuest(server, "Gus");
  const all = await accounts(boss);
  assertEquals(all.map(({ name, username, guest }) => [name, username, guest]), [
    ["Ana Lindgren", "ana", false],
    ["boss", "boss", false],
    ["Gus", undefined, true],
  ]);
  assert(!JSON.stringify(all).includes("argon2"));
  assertEquals((await accounts(boss, "?query=lind")).map(({ username }) => username), ["ana"]);
  assertEquals(await accounts(boss, "?query=nobody"), []);
  assertEquals((await boss.json("/api/admin/accounts?after=%00")).status, 400);
  assertEquals((await boss.json("/api/admin/accounts?query=%00")).status, 400);
});

Deno.test("a role counts at once, on sockets that are open", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signUp(server, "ana")];
  const wire = await ana.connect();
  assertEquals(await change(boss, ana.account.id, { role: "admin" }), [200, "admin"]);
  assertEquals((await wire.next("account")).account.role, "admin");
  assertEquals((await ana.json("/api/admin/settings")).status, 200);
  await change(ana, boss.account.id, { role: "client" });
  assertEquals((await boss.json("/api/admin/settings")).status, 403);
  await wire.close();
});

Deno.test("a disabled account is out within a second and cannot come back until it is enabled", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signUp(server, "ana")];
  const wire = await ana.connect();
  const start = performance.now();
  assertEquals((await change(boss, ana.account.id, { disabled: true }))[0], 200);
  assertEquals((await wire.closed).code, 4001);
  assert(performance.now() - start < 1_000);
  assertEquals((await ana.json("/api/session")).status, 401);
  const credentials = jsonRequest({ username: "ana", password: TEST_PASSWORD });
  for (const path of ["signin", "token"]) {
    const response = await fetch(`${server.url}/api/${path}`, credentials);
    assertEquals([response.status, (await response.json()).code], [403, "forbidden"]);
  }
  assertEquals((await accounts(boss, "?query=ana"))[0]!.disabled, true);
  await change(boss, ana.account.id, { disabled: false });
  await signIn(server, "ana");
});

Deno.test("a deleted account is out, and what it wrote stays without its name", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signUp(server, "ana", "Ana")];
  const wire = await ana.connect();
  await wire.join();
  await wire.post("I was here");
  const response = await boss.json(`/api/admin/accounts/${ana.account.id}`, remove);
  assertEquals(response.status, 204);
  assertEquals((await wire.closed).code, 4001);
  const { body } = await boss.json("/api/rooms/lobby/messages");
  const { messages } = body as { messages: { content: string; name: string }[] };
  const said = messages.find(({ content }) => content === "I was here");
  assertEquals(said?.name, "");
  assertEquals((await boss.json(`/api/admin/accounts/${ana.account.id}`, remove)).status, 404);
  await signUp(server, "ana", "Ana");
});

Deno.test("the last admin stays", async () => {
  await using server = await startServer();
  const boss = await setUpAdmin(server);
  const { id } = boss.account;
  assertEquals(await change(boss, id, { role: "client" }), [409, "last_admin"]);
  assertEquals(await change(boss, id, { disabled: true }), [409, "last_admin"]);
  assertEquals((await boss.json(`/api/admin/accounts/${id}`, remove)).status, 409);
  assertEquals((await boss.json("/api/admin/settings")).status, 200);
});

Deno.test("nonsense about accounts is refused", async () => {
  await using server = await startServer();
  const [boss, gus] = [await setUpAdmin(server), await signInAsGuest(server, "Gus")];
  assertEquals(await change(boss, "nobody", { disabled: true }), [404, "not_found"]);
  assertEquals(await change(boss, "%00", { disabled: true }), [404, "not_found"]);
  assertEquals(await change(boss, gus.account.id, { role: "admin" }), [400, "bad_request"]);
  assertEquals(await change(boss, gus.account.id, { role: "owner" }), [400, "bad_request"]);
  assertEquals(await change(boss, gus.account.id, { disabled: "yes" }), [400, "bad_request"]);
});

Deno.test("an admin's reset link sets a new password once", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signUp(server, "ana")];
  const path = `/api/admin/accounts/${ana.account.id}/reset`;
  const { status, body } = await boss.json(path, { method: "POST" });
  const link = (body as { path: string }).path;
  assertEquals(status, 201);
  assertMatch(link, /^\/reset#[\w-]{43}$/);
  const use = async (password: string) => {
    const request = jsonRequest({ token: link.split("#")[1], password });
    const response = await fetch(`${server.url}/api/reset`, request);
    return [response.status, await response.json()];
  };
  assertEquals((await use("short"))[0], 400);
  assertEquals(await use("a better battery"), [200, { username: "ana" }]);
  assertEquals((await use("another battery"))[0], 404);
  assertEquals((await ana.json("/api/session")).status, 401);
  await signIn(server, "ana", "a better battery");
});

Deno.test("an admin says who may come in, unless the environment does", async () => {
  await using server = await startServer({ guests: "on" });
  const boss = await setUpAdmin(server);
  const set = (body: unknown) => boss.json("/api/admin/settings", putRequest(body));
  assertEquals((await set({ signup: "closed" })).body, {
    signup: "closed",
    guests: "on",
    fixed: ["guests"],
  });
  const response = await fetch(
    `${server.url}/api/signup`,
    jsonRequest({ username: "ana", password: TEST_PASSWORD }),
  );
  assertEquals((await response.json()).code, "forbidden");
  const fixed = await set({ guests: "off", signup: "open" });
  assertEquals([fixed.status, (fixed.body as { code: string }).code], [403, "forbidden"]);
  assertEquals((await boss.json("/api/admin/settings")).body, {
    signup: "closed",
    guests: "on",
    fixed: ["guests"],
  });
  assertEquals((await set({ signup: "sometimes" })).status, 400);
});

Deno.test("admins read who did what to whom, newest first, in pages", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signUp(server, "ana", "Ana")];
  await change(boss, ana.account.id, { role: "operator" });
  await boss.json("/api/admin/settings", putRequest({ signup: "invite" }));
  type Entries = { entries: Record<string, unknown>[]; more: boolean };
  const { entries, more } = (await boss.json("/api/admin/audit")).body as Entries;
  assertEquals(
    entries.map(({ action, actorName, targetName, detail }) => {
      return [action, actorName, targetName, detail];
    }),
    [
      ["setting", "boss", undefined, "signup: invite"],
      ["role", "boss", "Ana", "client → operator"],
      ["set up", "boss", "boss", undefined],
    ],
  );
  assertEquals(more, false);
  assertMatch(String(entries[0]!.at), /^\d{4}-\d\d-\d\dT.*Z$/);
  const before = await boss.json(`/api/admin/audit?before=${entries[1]!.n}`);
  assertEquals((before.body as Entries).entries.length, 1);
  assertEquals((await boss.json("/api/admin/audit?before=x")).status, 400);
});
