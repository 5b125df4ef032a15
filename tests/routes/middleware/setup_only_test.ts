import { openSqliteStore } from "../../../lib/store/sqlite/store.ts";
import { assert, assertEquals, assertMatch } from "../../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  setUpAdmin,
  signInAsGuest,
  TEST_PASSWORD,
  type TestPerson,
  Wire,
} from "../../helpers/test_person.ts";
import { openRawSocket } from "../../helpers/raw_socket.ts";
import { startServer, type TestServer } from "../../helpers/test_server.ts";

const PUBLIC = { publicUrl: new URL("http://chat.example.org") };
const TOKEN = "q7GmY2xWv9Lr4TbNc8ZkHs3EfUa6PdJ1";
const ANA = { username: "ana", password: TEST_PASSWORD };

async function ask(server: TestServer, path: string, init?: RequestInit) {
  const response = await fetch(server.url + path, init);
  const text = await response.text();
  // deno-lint-ignore no-explicit-any
  const body: any = text.startsWith("{") ? JSON.parse(text) : text;
  return { status: response.status, body, cookie: response.headers.get("set-cookie") };
}

const WAYS_IN: [string, string, RequestInit?][] = [
  ["a guest", "/api/guest", jsonRequest({ name: "Eve" })],
  ["a sign-up", "/api/signup", jsonRequest(ANA)],
  ["a sign-up with an invite", "/api/signup", jsonRequest({ ...ANA, invite: "guess" })],
  ["a sign-in", "/api/signin", jsonRequest(ANA)],
  ["a token", "/api/token", jsonRequest(ANA)],
  ["a renewed token", "/api/token", jsonRequest({ refresh: "guess" })],
  ["a ticket", "/api/ticket", jsonRequest({})],
  ["a new password", "/api/reset", jsonRequest({ token: "guess", password: TEST_PASSWORD })],
  ["the session", "/api/session"],
  ["the rooms", "/api/rooms"],
  ["a room's history", "/api/rooms/lobby/messages"],
  ["an invite", "/api/invites/guess"],
  ["the people", "/api/people"],
  ["a search", "/api/search?q=x"],
  ["a file", "/api/files/x"],
  ["an upload", "/api/uploads", { method: "POST" }],
  ["the admin's settings", "/api/admin/settings"],
  ["what is nowhere", "/api/nowhere"],
  ["a socket", "/ws"],
  ["a socket with a ticket", "/ws?token=guess"],
];

Deno.test("where strangers come, everything but the set-up is refused until there is an admin", async (t) => {
  await using server = await startServer({ ...PUBLIC, signup: "open", guests: "on" });
  for (const [what, path, init] of WAYS_IN) {
    await t.step(`${what} is refused`, async () => {
      const { status, body, cookie } = await ask(server, path, init);
      assertEquals([status, body.code, cookie], [403, "not_set_up", null]);
      assertMatch(body.message, /^This Parley is not set up yet\. /);
    });
  }
  await t.step("an upgrade is refused before it", async () => {
    const { conn, head } = await openRawSocket(server, { cookie: "session=x" } as TestPerson);
    conn.close();
    assertMatch(head, /^HTTP\/1\.1 403 .*"code":"not_set_up"/s);
  });
  await t.step("what is open says so", async () => {
    const { body } = await ask(server, "/api/info");
    assertEquals(body, { setup: true, closed: true, signup: "closed", guests: "off" });
    for (const path of ["/", "/setup", "/r/lobby", "/healthz", "/readyz"]) {
      assertEquals((await ask(server, path)).status, 200, path);
    }
  });
  await t.step("the set-up opens all", async () => {
    const boss = await setUpAdmin(server);
    assertEquals((await ask(server, "/api/info")).body, {
      setup: false,
      signup: "open",
      guests: "on",
      guestRooms: "on",
    });
    await (await boss.connect()).close();
    await (await (await signInAsGuest(server)).connect()).close();
  });
});

Deno.test("a server on loopback lets guests in at once, and after the set-up", async () => {
  await using server = await startServer();
  const before = await signInAsGuest(server, "Early");
  await createRoom(before, { name: "Design" });
  assertEquals((await ask(server, "/api/info")).body.closed, undefined);
  await setUpAdmin(server);
  await signInAsGuest(server, "Late");
});

Deno.test("where strangers come, guests stay out after the set-up until the admin lets them in", async () => {
  await using server = await startServer(PUBLIC);
  const boss = await setUpAdmin(server);
  assertEquals(
    (await ask(server, "/api/guest", jsonRequest({ name: "Eve" }))).body.code,
    "forbidden",
  );
  assertEquals((await ask(server, "/api/info")).body, {
    setup: false,
    signup: "open",
    guests: "off",
    guestRooms: "on",
  });
  const change = jsonRequest({ guests: "on" }, "PUT");
  assertEquals((await boss.json("/api/admin/settings", change)).status, 200);
  await signInAsGuest(server, "Eve");
});

Deno.test("an early guest of a server that moves beyond loopback waits for the set-up too", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const local = await startServer({ dataDir });
  const ana = await signInAsGuest(local);
  await local.stop();
  const server = await startServer({ dataDir, ...PUBLIC });
  const headers = { cookie: ana.cookie };
  assertEquals((await ask(server, "/api/session", { headers })).body.code, "not_set_up");
  await setUpAdmin(server);
  assertEquals((await ask(server, "/api/session", { headers })).status, 200);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("an admin who is made beside the running server opens it", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const local = await startServer({ dataDir });
  const signed = await ask(local, "/api/signup", jsonRequest(ANA));
  await local.stop();
  const server = await startServer({ dataDir, ...PUBLIC });
  assertEquals((await ask(server, "/api/signin", jsonRequest(ANA))).body.code, "not_set_up");
  const store = await openSqliteStore({ dir: dataDir, driver: "node", sharedAccess: true });
  const audit = { at: Date.now(), actor: "cli", action: "role" } as const;
  await store.setAccountRole(signed.body.account.id, "admin", audit);
  await store.close();
  assertEquals((await ask(server, "/api/signin", jsonRequest(ANA))).status, 200);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

const become = (server: TestServer, token: string, username = "boss") =>
  ask(server, "/api/setup", jsonRequest({ token, username, password: TEST_PASSWORD }));

Deno.test("SETUP_TOKEN makes the first admin, and a wrong one makes nobody", async () => {
  await using server = await startServer({ ...PUBLIC, setupToken: TOKEN });
  for (const wrong of ["", "guess", TOKEN.slice(1), `${TOKEN}x`, ` ${TOKEN}`]) {
    const { status, body, cookie } = await become(server, wrong);
    assertEquals([status, body.code, cookie], [404, "not_found", null]);
    assertMatch(body.message, /^This set-up link or token is not whole, /);
    assert(!body.message.includes(TOKEN));
  }
  const both = await Promise.all(["one", "two"].map((name) => become(server, TOKEN, name)));
  assertEquals(both.map(({ status }) => status).toSorted(), [201, 404]);
  assertEquals((await become(server, TOKEN, "three")).status, 404);
});

Deno.test("SETUP_TOKEN works once ever, also when the server starts anew", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const options = { dataDir, ...PUBLIC, setupToken: TOKEN };
  const first = await startServer(options);
  assertEquals((await become(first, TOKEN)).status, 201);
  await first.stop();
  const second = await startServer(options);
  assertEquals((await become(second, TOKEN, "eve")).status, 404);
  assertEquals((await ask(second, "/api/info")).body.setup, false);
  await second.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("a link and SETUP_TOKEN at once make one admin", async () => {
  await using server = await startServer({ ...PUBLIC, setupToken: TOKEN });
  const link = new URL(server.setupLink).hash.slice(1);
  const answers = await Promise.all([become(server, link, "one"), become(server, TOKEN, "two")]);
  assertEquals(answers.map(({ status }) => status).toSorted(), [201, 404]);
  const { cookie } = answers.find(({ status }) => status === 201)!;
  const headers = { cookie: cookie!.split(";")[0]! };
  const { body } = await ask(server, "/api/admin/accounts", { headers });
  assertEquals(body.accounts.map(({ role }: { role: string }) => role), ["admin"]);
  const wire = await Wire.open(server.socketUrl, headers);
  await wire.close();
});

Deno.test("tries to set up are counted like all who come from an address", async () => {
  await using server = await startServer({ ...PUBLIC, limits: { guestsPerHour: 3 } });
  for (let n = 0; n < 3; n++) assertEquals((await become(server, "guess")).status, 404);
  assertEquals((await become(server, "guess")).status, 429);
});
