import type { Lines, Room } from "../../lib/protocol/lines.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { guest, type Person, post } from "../helpers/person.ts";
import { startServer } from "../helpers/server.ts";

async function create(person: Person, name: string): Promise<Room> {
  const { status, body } = await person.json("/api/rooms", post({ name }));
  assertEquals(status, 201);
  return (body as { room: Room }).room;
}

Deno.test("a room gets an address from its name, and its creator owns it", async () => {
  await using server = await startServer();
  const ana = await guest(server);
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
  const ana = await guest(server);
  const names = ["Café!", "cafe", "Café", "日本", "日本"];
  const ids = [];
  for (const name of names) ids.push((await create(ana, name)).id);
  assertEquals(ids, ["cafe", "cafe-2", "cafe-3", "room-1", "room-2"]);
});

Deno.test("GET /api/rooms lists one's own rooms with one's role and the other public ones without", async () => {
  await using server = await startServer();
  const [ana, bo] = [await guest(server, "Ana"), await guest(server, "Bo")];
  await create(ana, "Design");
  const roles = async (person: Person) => {
    const { rooms } = (await person.json("/api/rooms")).body as { rooms: Room[] };
    return Object.fromEntries(rooms.map((room) => [room.id, room.role]));
  };
  assertEquals(await roles(ana), { lobby: undefined, design: "owner" });
  assertEquals(await roles(bo), { lobby: undefined, design: undefined });
});

Deno.test("history comes in pages by seq, newest first, without a hole or a repeat", async () => {
  await using server = await startServer();
  const ana = await guest(server);
  const wire = await ana.connect();
  await wire.join();
  for (let n = 1; n <= 25; n++) await wire.say(`message ${n}`);
  const seen: number[] = [];
  for (let before = "";;) {
    const { body } = await ana.json(`/api/rooms/lobby/messages?limit=10${before}`);
    const { messages, more } = body as Lines["history"];
    seen.unshift(...messages.map(({ seq }) => seq));
    if (!more) break;
    before = `&before=${messages[0]!.seq}`;
  }
  assertEquals(seen, Array.from({ length: 26 }, (_, n) => n + 1));
  await wire.close();
});

Deno.test("a room that does not exist is 404, in the words for one that is not to be seen", async () => {
  await using server = await startServer();
  const ana = await guest(server);
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
  const response = await fetch(`${server.url}/api/rooms`, post({ name: "Mine" }));
  assertEquals([response.status, (await response.json()).code], [401, "unauthorized"]);
});

Deno.test("a page asked for in a wrong way is refused", async () => {
  await using server = await startServer();
  const ana = await guest(server);
  for (const query of ["before=0", "before=x", "limit=0", "limit=101", "limit=1e1", "before=-1"]) {
    const { status, body } = await ana.json(`/api/rooms/lobby/messages?${query}`);
    assertEquals([status, (body as { code: string }).code], [400, "bad_request"], query);
  }
});

Deno.test("an owner, an id or a role in the body of a new room changes nothing", async () => {
  await using server = await startServer();
  const [ana, bo] = [await guest(server, "Ana"), await guest(server, "Bo")];
  const body = {
    name: "Mine",
    id: "lobby",
    owner: bo.account.id,
    userId: bo.account.id,
  };
  const { room } = (await ana.json("/api/rooms", post(body))).body as { room: Room };
  assertEquals([room.id, room.kind, room.role], ["mine", "public", "owner"]);
  const seen = (await bo.json("/api/rooms/mine")).body as { room: Room };
  assert(seen.room.role === undefined);
});
