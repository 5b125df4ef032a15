import { assert, assertEquals, assertNotEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  patchRequest,
  putRequest,
  signIn,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  type TestPerson,
  type Wire,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

interface SeenSession {
  id: string;
  kind: string;
  agent: string;
  createdAt: string;
  seenAt: string;
  current: boolean;
}

async function sessionsOf(person: TestPerson): Promise<SeenSession[]> {
  const { body } = await person.json("/api/sessions");
  return (body as { sessions: SeenSession[] }).sessions;
}

const remove = { method: "DELETE" };

/** The close code of a socket, which must come within a second. */
async function closedSoon(wire: Wire): Promise<number> {
  const start = performance.now();
  const { code } = await wire.closed;
  assert(performance.now() - start < 1_000, "it took more than a second");
  return code;
}

Deno.test("a person sees the devices that are signed in, and which one is this", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  await signIn(server, "ana");
  const sessions = await sessionsOf(ana);
  assertEquals(sessions.map(({ current }) => current), [false, true]);
  assertEquals(Object.keys(sessions[0]!).sort(), [
    "agent",
    "createdAt",
    "current",
    "id",
    "kind",
    "seenAt",
  ]);
  assertEquals(sessions[0]!.kind, "device");
  assert(sessions[0]!.agent.startsWith("Deno/"));
});

Deno.test("a device that is ended is out within a second, its sockets too, and no other is", async () => {
  await using server = await startServer();
  const [here, there] = [await signUp(server, "ana"), await signIn(server, "ana")];
  const [kept, ended] = [await here.connect(), await there.connect()];
  const other = (await sessionsOf(here)).find(({ current }) => !current)!;
  assertEquals((await here.json(`/api/sessions/${other.id}`, remove)).status, 204);
  assertEquals(await closedSoon(ended), 4001);
  assertEquals((await there.json("/api/session")).status, 401);
  await kept.join();
  await kept.close();
});

Deno.test("all other devices can be ended at once", async () => {
  await using server = await startServer();
  const here = await signUp(server, "ana");
  const others = [await signIn(server, "ana"), await signIn(server, "ana")];
  const wires = await Promise.all(others.map((one) => one.connect()));
  assertEquals((await here.json("/api/sessions", remove)).status, 204);
  for (const wire of wires) assertEquals(await closedSoon(wire), 4001);
  assertEquals((await sessionsOf(here)).map(({ current }) => current), [true]);
});

Deno.test("another's session is refused like one that does not exist", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const [own] = await sessionsOf(ana);
  const answers = [];
  for (const id of [own!.id, "unknown", "%00"]) {
    answers.push((await bo.json(`/api/sessions/${id}`, remove)).status);
  }
  assertEquals(answers, [404, 404, 404]);
  assertEquals((await ana.json("/api/session")).status, 200);
});

Deno.test("a new password ends the other sessions and their sockets, and renews this one", async () => {
  await using server = await startServer();
  const [here, there] = [await signUp(server, "ana"), await signIn(server, "ana")];
  const wire = await there.connect();
  const body = { current: TEST_PASSWORD, password: "a better battery" };
  const response = await here.fetch("/api/account/password", putRequest(body));
  assertEquals(response.status, 204);
  assertEquals(await closedSoon(wire), 4001);
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  assertNotEquals(cookie, here.cookie);
  for (const person of [here, there]) assertEquals((await person.json("/api/session")).status, 401);
  const own = await here.fetch("/api/session", { headers: { cookie } });
  assertEquals((await own.json()).account.username, "ana");
  await signIn(server, "ana", "a better battery");
});

Deno.test("a password is not changed without the one before, nor into a weak one", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const change = async (current: string, password: string) => {
    const { status, body } = await ana.json(
      "/api/account/password",
      putRequest({ current, password }),
    );
    return [status, (body as { code: string }).code];
  };
  assertEquals(await change("wrong", "a better battery"), [401, "bad_credentials"]);
  assertEquals(await change(TEST_PASSWORD, "short"), [400, "bad_request"]);
  assertEquals(await change(TEST_PASSWORD, "password123"), [400, "bad_request"]);
  await signIn(server, "ana");
});

Deno.test("a new name is told to all of one's sockets and to rooms, and a taken one is not given", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana", "Ana"), await signInAsGuest(server, "Bo")];
  const room = await createRoom(ana, { name: "Design" });
  const wire = await ana.connect();
  await wire.join(room.id);
  const { status, body } = await ana.json("/api/account", patchRequest({ name: "Ana Lindgren" }));
  assertEquals([status, (body as { account: { name: string } }).account.name], [
    200,
    "Ana Lindgren",
  ]);
  assertEquals((await wire.next("account")).account.name, "Ana Lindgren");
  assertEquals((await wire.post("hello", room.id)).name, "Ana Lindgren");
  const taken = await bo.json("/api/account", patchRequest({ name: "ana lindgren" }));
  assertEquals([taken.status, (taken.body as { code: string }).code], [409, "name_taken"]);
  const mixed = await bo.json("/api/account", patchRequest({ name: "В\u043e Li" }));
  assertEquals(mixed.status, 400);
  await wire.close();
});

Deno.test("a role that is smuggled into a profile changes nothing", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const body = { name: "Anna", role: "admin", id: bo.account.id, username: "boss" };
  assertEquals((await ana.json("/api/account", patchRequest(body))).status, 200);
  const { account } = (await ana.json("/api/session")).body as { account: unknown };
  assertEquals(account, { ...ana.account, name: "Anna" });
});

Deno.test("one's account and sessions are for those who are signed in", async () => {
  await using server = await startServer();
  for (
    const [path, init] of [
      ["account", patchRequest({ name: "Ana" })],
      ["account/password", putRequest({ current: TEST_PASSWORD, password: TEST_PASSWORD })],
      ["sessions", {}],
      ["sessions", remove],
      ["sessions/x", remove],
      ["ticket", jsonRequest({})],
    ] as [string, RequestInit][]
  ) {
    const response = await fetch(`${server.url}/api/${path}`, init);
    assertEquals([response.status, (await response.json()).code], [401, "unauthorized"], path);
  }
});
