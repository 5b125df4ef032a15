import { ROOM_LIMITS } from "../../lib/protocol/limits.ts";
import type { Room } from "../../lib/protocol/model.ts";
import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  jsonRequest,
  patchRequest,
  signInAsGuest,
  signUp,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

async function create(person: TestPerson, name: string): Promise<Room> {
  const { status, body } = await person.json("/api/rooms", jsonRequest({ name }));
  assertEquals(status, 201);
  return (body as { room: Room }).room;
}

Deno.test("a room gets an address from its name, and its creator owns it", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const room = await create(ana, "Design Team");
  assertEquals([room.id, room.name, room.role, room.members], [
    "design-team",
    "Design Team",
    "owner",
    1,
  ]);
});

Deno.test("rooms of one name get addresses of their own, and names without letters get one too", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const names = ["Café!", "cafe", "Café", "日本", "日本"];
  const ids = [];
  for (const name of names) ids.push((await create(ana, name)).id);
  assertEquals(ids, ["cafe", "cafe-2", "cafe-3", "room-1", "room-2"]);
});

Deno.test("GET /api/rooms lists one's own rooms with one's role and the other public ones without", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  await create(ana, "Design");
  const roles = async (person: TestPerson) => {
    const { rooms } = (await person.json("/api/rooms")).body as { rooms: Room[] };
    return Object.fromEntries(rooms.map((room) => [room.id, room.role]));
  };
  assertEquals(await roles(ana), { lobby: undefined, design: "owner" });
  assertEquals(await roles(bo), { lobby: undefined, design: undefined });
});

Deno.test("every list of rooms is a page, and the pages together have every room once", async () => {
  await using server = await startServer({
    limits: { roomsPerHour: 1_000, writesPerMinute: 10_000 },
  });
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const { length } = await Promise.all(
    Array.from({ length: ROOM_LIMITS.defaultPageSize + 5 }, (_, n) => create(ana, `Room ${n}`)),
  );
  for (const query of ["", "?mine=false", "?mine=true"]) {
    const person = query === "?mine=true" ? ana : bo;
    const ids: string[] = [];
    for (let after: string | undefined = "";;) {
      const search: string = after ? `${query || "?"}&after=${after}` : query;
      const { body } = await person.json(`/api/rooms${search}`);
      const { rooms, next } = body as { rooms: Room[]; next?: string };
      assert(rooms.length <= ROOM_LIMITS.defaultPageSize, `${rooms.length} rooms`);
      ids.push(...rooms.map(({ id }) => id));
      if (next === undefined) break;
      after = next;
    }
    const rooms = query === "?mine=true" ? length : length + 1;
    assertEquals([ids.length, new Set(ids).size], [rooms, rooms], query);
  }
});

Deno.test("a list of rooms can be of those with some words, without direct rooms", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  await create(ana, "Café Straße");
  await create(ana, "Design");
  await ana.json("/api/rooms/design", patchRequest({ topic: "Colours, and a café" }));
  await ana.json("/api/direct", jsonRequest({ people: [bo.account.id] }));
  const found = async (query: string) => {
    const { body } = await bo.json(`/api/rooms?${query}`);
    return (body as { rooms: Room[] }).rooms.map(({ id }) => id);
  };
  assertEquals(await found("query=CAFE"), ["cafe-stra-e", "design"]);
  assertEquals(await found("query=cafe+colours"), ["design"]);
  assertEquals(await found("query=nothing"), []);
  assertEquals((await found("")).length, 4);
  assertEquals(await found("direct=false"), ["cafe-stra-e", "design", "lobby"]);
  const { status } = await bo.json(`/api/rooms?query=${"x".repeat(65)}`);
  assertEquals(status, 400);
});

Deno.test("history comes in pages by seq, newest first, without a hole or a repeat", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const wire = await ana.connect();
  await wire.join();
  for (let n = 1; n <= 25; n++) await wire.post(`message ${n}`);
  const seen: number[] = [];
  for (let before = "";;) {
    const { body } = await ana.json(`/api/rooms/lobby/messages?limit=10${before}`);
    const { messages, more } = body as ServerEvents["history"];
    seen.unshift(...messages.map(({ seq }) => seq));
    if (!more) break;
    before = `&before=${messages[0]!.seq}`;
  }
  assertEquals(seen, Array.from({ length: 26 }, (_, n) => n + 1));
  await wire.close();
});

Deno.test("a room that does not exist is 404, in the words for one that is not to be seen", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  for (
    const path of ["/api/rooms/nowhere", "/api/rooms/nowhere/messages", "/api/rooms/__proto__"]
  ) {
    const { status, body } = await ana.json(path);
    assertEquals([status, (body as { code: string }).code], [404, "not_found"]);
  }
});

Deno.test("rooms and history are for those who are signed in", async () => {
  await using server = await startServer();
  for (const path of ["/api/rooms", "/api/rooms/lobby", "/api/rooms/lobby/messages"]) {
    const response = await fetch(server.url + path);
    assertEquals([response.status, (await response.json()).code], [401, "unauthorized"]);
  }
  const response = await fetch(`${server.url}/api/rooms`, jsonRequest({ name: "Mine" }));
  assertEquals([response.status, (await response.json()).code], [401, "unauthorized"]);
});

Deno.test("a page asked for in a wrong way is refused", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  for (const query of ["before=0", "before=x", "limit=0", "limit=101", "limit=1e1", "before=-1"]) {
    const { status, body } = await ana.json(`/api/rooms/lobby/messages?${query}`);
    assertEquals([status, (body as { code: string }).code], [400, "bad_request"], query);
  }
});

Deno.test("an owner, an id or a role in the body of a new room changes nothing", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const body = {
    name: "Mine",
    id: "lobby",
    owner: bo.account.id,
    userId: bo.account.id,
  };
  const { room } = (await ana.json("/api/rooms", jsonRequest(body))).body as { room: Room };
  assertEquals([room.id, room.kind, room.role], ["mine", "public", "owner"]);
  const seen = (await bo.json("/api/rooms/mine")).body as { room: Room };
  assert(seen.room.role === undefined);
});
