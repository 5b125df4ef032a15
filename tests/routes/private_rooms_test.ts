import type { Room } from "../../lib/protocol/model.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  patchRequest,
  signInAsGuest,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

async function codeOf(
  person: TestPerson,
  path: string,
  init?: RequestInit,
): Promise<[number, string]> {
  const { status, body } = await person.json(path, init);
  return [status, (body as { code: string }).code];
}

async function setting(server: TestServer) {
  const ana = await signInAsGuest(server, "Ana");
  const eve = await signInAsGuest(server, "Eve");
  const room = await createRoom(ana, { name: "Plans", kind: "private" });
  return { ana, eve, room };
}

Deno.test("a private room is not to be seen, read, joined, searched for, resumed or opened by id", async () => {
  await using server = await startServer();
  const { ana, eve, room } = await setting(server);
  const wire = await ana.connect();
  await wire.join(room.id);
  await wire.post("secret", room.id);
  const { rooms } = (await eve.json("/api/rooms")).body as { rooms: Room[] };
  assert(!rooms.some(({ id }) => id === room.id));
  const missing: [number, string] = [404, "not_found"];
  const base = `/api/rooms/${room.id}`;
  for (const path of ["", "/messages", "/members", "/invites", "/bans"]) {
    assertEquals(await codeOf(eve, base + path), missing, path);
    assertEquals(await codeOf(eve, `/api/rooms/nowhere${path}`), missing, path);
  }
  assertEquals(await codeOf(eve, `${base}/join`, jsonRequest({})), missing);
  assertEquals(await codeOf(eve, base, patchRequest({ name: "Mine" })), missing);
  assertEquals(await codeOf(eve, `${base}/invites`, jsonRequest({})), missing);
  assertEquals(
    await codeOf(eve, `${base}/members/${ana.account.id}`, { method: "DELETE" }),
    missing,
  );
  const other = await eve.connect();
  for (
    const frame of [
      { type: "join", room: room.id },
      { type: "join", room: room.id, since: 0 },
      { type: "history", room: room.id },
      { type: "message", room: room.id, id: "1", content: "hi" },
      { type: "delete", room: room.id, seq: 2 },
      { type: "typing", room: room.id },
      { type: "leave", room: room.id },
    ]
  ) {
    other.send({ ...frame, ref: "r" });
    const error = await other.next("error");
    assertEquals(error.code, "not_found", frame.type);
    const nowhere = { ...frame, room: "nowhere", ref: "r" };
    other.send(nowhere);
    const same = await other.next("error");
    assertEquals(same.message.replace("nowhere", room.id), error.message);
  }
  assert(!other.frames.some((frame) => frame.includes("secret")));
  await Promise.all([wire.close(), other.close()]);
});

Deno.test("one who is removed hears, reads and says nothing more, on the socket that is open", async () => {
  await using server = await startServer();
  const { ana, eve, room } = await setting(server);
  await eve.json("/api/invites/accept", jsonRequest({ code: await createInvite(ana, room.id) }));
  const [a, e] = [await ana.connect(), await eve.connect()];
  await a.join(room.id);
  await e.join(room.id);
  const path = `/api/rooms/${room.id}/members/${eve.account.id}`;
  assertEquals((await ana.json(path, { method: "DELETE" })).status, 204);
  const left = await e.next("left");
  assertEquals([left.room, left.reason], [room.id, "removed"]);
  await a.post("now without Eve", room.id);
  e.send({ type: "message", room: room.id, id: "1", content: "still here?" });
  assertEquals((await e.next("error")).code, "not_found");
  e.send({ type: "join", room: room.id, since: 0 });
  assertEquals((await e.next("error")).code, "not_found");
  assertEquals(await codeOf(eve, `/api/rooms/${room.id}/messages`), [404, "not_found"]);
  assert(!e.frames.some((frame) => frame.includes("now without Eve")));
  const notice = await a.next("system", ({ event }) => event.kind === "removed");
  assertEquals(notice.content, "Ana (guest) removed Eve (guest).");
  await Promise.all([a.close(), e.close()]);
});

Deno.test("a role, an account or a room that is smuggled into a body changes nothing", async () => {
  await using server = await startServer();
  const { ana, eve, room } = await setting(server);
  const sneaky = { role: "owner", userId: ana.account.id, account: ana.account.id, room: room.id };
  const { room: mine } = (await eve.json("/api/rooms", jsonRequest({ name: "Mine", ...sneaky })))
    .body as {
      room: Room;
    };
  assertEquals(mine.members, 1);
  const wire = await eve.connect();
  await wire.join(mine.id);
  wire.send({ type: "message", id: "1", content: "hi", ...sneaky, room: mine.id });
  assertEquals((await wire.next("message")).userId, eve.account.id);
  assertEquals(await codeOf(eve, `/api/rooms/${room.id}`), [404, "not_found"]);
  await wire.close();
});

Deno.test("members of a private room who do not own it cannot manage it", async () => {
  await using server = await startServer();
  const { ana, eve, room } = await setting(server);
  await eve.json("/api/invites/accept", jsonRequest({ code: await createInvite(ana, room.id) }));
  const refused: [number, string] = [403, "forbidden"];
  const base = `/api/rooms/${room.id}`;
  const target = ana.account.id;
  assertEquals(await codeOf(eve, base, patchRequest({ name: "Mine" })), refused);
  assertEquals(await codeOf(eve, base, patchRequest({ archived: true })), refused);
  assertEquals(await codeOf(eve, base, patchRequest({ slow: 5 })), refused);
  assertEquals(await codeOf(eve, `${base}/invites`, jsonRequest({})), refused);
  assertEquals(await codeOf(eve, `${base}/members/${target}`, { method: "DELETE" }), refused);
  assertEquals(
    await codeOf(eve, `${base}/members/${target}`, patchRequest({ role: "member" })),
    refused,
  );
  assertEquals(
    await codeOf(eve, `${base}/members/${eve.account.id}`, patchRequest({ role: "owner" })),
    refused,
  );
  assertEquals(await codeOf(eve, `${base}/bans/${target}`, { method: "PUT" }), refused);
  const mute = { ...jsonRequest({ minutes: 5 }), method: "PUT" };
  assertEquals(await codeOf(eve, `${base}/mutes/${target}`, mute), refused);
});
