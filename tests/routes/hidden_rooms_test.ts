import type { ErrorBody } from "../../lib/protocol/errors.ts";
import type { Room } from "../../lib/protocol/model.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  personOf,
  signInAsGuest,
  signUp,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

const hide = (person: TestPerson, room: string) =>
  person.json(`/api/rooms/${room}/hide`, { method: "POST" });

async function open(person: TestPerson, other: TestPerson): Promise<Room> {
  const { body } = await person.json("/api/direct", jsonRequest({ people: [other.account.id] }));
  return (body as { room: Room }).room;
}

/** Where an account finds a room: in its lists, and in what a new connection is welcomed with. */
async function placesOf(person: TestPerson, room: string): Promise<boolean[]> {
  const found = [];
  for (const query of ["", "?mine=true", "?limit=99", "?mine=false"]) {
    const { rooms } = (await person.json(`/api/rooms${query}`)).body as { rooms: Room[] };
    found.push(rooms.some(({ id }) => id === room));
  }
  const wire = await person.connect();
  wire.send({ type: "ping" });
  await wire.close();
  const { rooms } = welcomeOf(wire.frames[0]!);
  return [...found, rooms.some(({ id }) => id === room)];
}

const welcomeOf = (frame: string) => JSON.parse(frame.split("\n")[0]!) as { rooms: Room[] };

const SHOWN = [true, true, true, false, true];
const HIDDEN = [false, false, false, false, false];

Deno.test("a direct room is hidden on all of one's devices until somebody writes, and nobody else notices", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const { id } = await open(bo, ana);
  const [one, two, other] = [await ana.connect(), await ana.connect(), await bo.connect()];
  await one.join(id);
  await other.join(id);
  assertEquals(await placesOf(ana, id), SHOWN);
  const told = other.lines.length;
  assertEquals((await hide(ana, id)).status, 204);
  for (const wire of [one, two]) {
    const { room, reason } = await wire.next("left");
    assertEquals([room, reason], [id, "hidden"]);
  }
  assertEquals(await placesOf(ana, id), HIDDEN);
  assertEquals(await placesOf(bo, id), SHOWN);
  one.send({ type: "message", room: id, id: "m1", content: "Hello?" });
  assertEquals((await one.next("error")).code, "not_joined");
  assertEquals(other.lines.slice(told).filter(({ type }) => type !== "presence"), []);
  await other.post("Are you there?", id);
  for (const wire of [one, two]) {
    const { room } = await wire.next("room", ({ room }) => room.id === id);
    assertEquals([room.unread, room.role], [1, "member"]);
  }
  assertEquals(await placesOf(ana, id), SHOWN);
  const { messages } = await one.join(id);
  assert(messages.some(({ content }) => content === "Are you there?"));
  await Promise.all([one, two, other].map((wire) => wire.close()));
});

Deno.test("who opens a direct room that they have hidden has it back", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const { id } = await open(ana, bo);
  await hide(ana, id);
  await open(bo, ana);
  assertEquals(await placesOf(ana, id), HIDDEN);
  const wire = await ana.connect();
  assertEquals((await open(ana, bo)).id, id);
  assertEquals((await wire.next("room")).room.id, id);
  assertEquals(await placesOf(ana, id), SHOWN);
  await wire.close();
});

Deno.test("only members hide a direct room, and no other room can be hidden", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const eve = await signInAsGuest(server, "Eve");
  const { id } = await open(ana, bo);
  const { id: den } = await createRoom(ana, { name: "Den", kind: "private" });
  for (
    const [who, room, status, code] of [
      [eve, id, 404, "not_found"],
      [eve, den, 404, "not_found"],
      [eve, "nowhere", 404, "not_found"],
      [ana, den, 403, "forbidden"],
      [ana, "lobby", 403, "forbidden"],
    ] as const
  ) {
    const { status: got, body } = await hide(who, room);
    assertEquals([got, (body as ErrorBody).code], [status, code], room);
  }
  assertEquals(await placesOf(ana, id), SHOWN);
});

Deno.test("what is hidden stays hidden after a restart, and what was written to is back", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await startServer({ dataDir });
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const cid = await signUp(server, "cid");
  const [quiet, loud] = [await open(ana, bo), await open(ana, cid)];
  for (const { id } of [quiet, loud]) assertEquals((await hide(ana, id)).status, 204);
  const wire = await cid.connect();
  await wire.join(loud.id);
  await wire.post("Hello", loud.id);
  await wire.close();
  await server.stop();
  const again = await startServer({ dataDir });
  const back = personOf(again, ana.account, ana.cookie);
  assertEquals(await placesOf(back, quiet.id), HIDDEN);
  assertEquals(await placesOf(back, loud.id), SHOWN);
  await again.stop();
  await Deno.remove(dataDir, { recursive: true });
});
