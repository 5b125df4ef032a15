import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  patchRequest,
  putRequest,
  signInAsGuest,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

/** A public room that Ana owns and Bo has joined, both on a socket. */
async function setting(server: TestServer) {
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const { id: room } = await createRoom(ana, { name: "Design" });
  const [a, b] = [await ana.connect(), await bo.connect()];
  await a.join(room);
  await b.join(room);
  const told = (kind: string) => a.next("system", ({ event }) => event.kind === kind);
  const close = () => Promise.all([a.close(), b.close()]);
  return { ana, bo, room, a, b, told, close };
}

Deno.test("a ban keeps someone out until it is lifted", async () => {
  await using server = await startServer();
  const { ana, bo, room, b, told, close } = await setting(server);
  const path = `/api/rooms/${room}/bans/${bo.account.id}`;
  assertEquals((await ana.json(path, putRequest({}))).status, 204);
  assertEquals((await b.next("left")).reason, "banned");
  assertEquals((await told("banned")).content, "Ana (guest) banned Bo (guest).");
  b.send({ type: "join", room });
  assertEquals((await b.next("error")).code, "not_found");
  const { bans } = (await ana.json(`/api/rooms/${room}/bans`)).body as { bans: { id: string }[] };
  assertEquals(bans.map(({ id }) => id), [bo.account.id]);
  assertEquals((await ana.json(path, { method: "DELETE" })).status, 204);
  assertEquals((await b.join(room)).room.role, "member");
  await close();
});

Deno.test("a mute keeps someone from writing and typing, and not from reading", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, b, told, close } = await setting(server);
  const path = `/api/rooms/${room}/mutes/${bo.account.id}`;
  assertEquals((await ana.json(path, putRequest({ minutes: 5 }))).status, 204);
  const view = await b.next("room", ({ room: { mutedUntil } }) => mutedUntil !== undefined);
  assert(Date.parse(view.room.mutedUntil!) > Date.now());
  assertEquals((await told("muted")).content, "Ana (guest) muted Bo (guest) for 5 min.");
  b.send({ type: "message", room, id: "1", content: "hi" });
  assertEquals((await b.next("error")).code, "forbidden");
  b.send({ type: "typing", room });
  assertEquals((await b.next("error")).code, "forbidden");
  await a.post("you can read this", room);
  await b.next("message");
  assertEquals((await ana.json(path, putRequest({ minutes: 0 }))).status, 204);
  await told("unmuted");
  await b.post("thanks", room);
  await close();
});

Deno.test("slow mode makes members wait, and not those who lead the room", async () => {
  await using server = await startServer();
  const { ana, room, a, b, told, close } = await setting(server);
  assertEquals((await ana.json(`/api/rooms/${room}`, patchRequest({ slow: 60 }))).status, 200);
  assertEquals((await told("slowed")).event.value, 60);
  await b.post("one", room);
  b.send({ type: "message", room, id: "2", content: "two" });
  const error = await b.next("error");
  assertEquals(error.code, "rate_limited");
  assert(error.retryAfter! > 50 && error.retryAfter! <= 60, String(error.retryAfter));
  await a.post("one", room);
  await a.post("two", room);
  await close();
});

Deno.test("one's own message, and with the right another's, becomes a tombstone that a resume sees", async () => {
  await using server = await startServer();
  const { room, a, b, told, close } = await setting(server);
  const mine = await b.post("mine", room);
  const other = await b.post("other", room);
  const hers = await a.post("hers", room);
  b.send({ type: "delete", room, seq: hers.seq, ref: "d" });
  assertEquals((await b.next("error", ({ ref }) => ref === "d")).code, "forbidden");
  b.send({ type: "delete", room, seq: mine.seq });
  const gone = await b.next("message", (line) => line.deleted === true);
  assertEquals([gone.seq, gone.content, gone.rev], [mine.seq, "", hers.rev + 1]);
  a.send({ type: "delete", room, seq: other.seq });
  assertEquals((await told("deleted")).content, "Ana (guest) deleted a message by Bo (guest).");
  a.send({ type: "delete", room, seq: other.seq, ref: "again" });
  assertEquals((await a.next("error")).code, "not_found");
  const { messages } = await b.join(room, hers.rev) as ServerEvents["joined"];
  const tombstones = messages.filter((line) => line.deleted).map(({ seq }) => seq);
  assertEquals(tombstones, [mine.seq, other.seq]);
  await close();
});

Deno.test("an owner can make another one, and the last owner cannot leave or step down", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, told, close } = await setting(server);
  const role = (id: string, role: string) =>
    ana.json(`/api/rooms/${room}/members/${id}`, patchRequest({ role }));
  const down = await role(ana.account.id, "member");
  assertEquals([down.status, (down.body as { code: string }).code], [409, "last_owner"]);
  a.send({ type: "leave", room, ref: "l" });
  assertEquals((await a.next("error", ({ ref }) => ref === "l")).code, "last_owner");
  assertEquals((await role(bo.account.id, "owner")).status, 204);
  assertEquals((await told("promoted")).content, "Ana (guest) made Bo (guest) an owner.");
  assertEquals((await role(ana.account.id, "member")).status, 204);
  const again = await role(bo.account.id, "member");
  assertEquals(again.status, 403);
  a.send({ type: "leave", room, ref: "l2" });
  await a.next("left", ({ ref }) => ref === "l2");
  await close();
});

Deno.test("name, topic and archive change for everyone, with a notice each", async () => {
  await using server = await startServer();
  const { ana, room, b, told, close } = await setting(server);
  await ana.json(`/api/rooms/${room}`, patchRequest({ name: "Studio", topic: "Type and colour" }));
  assertEquals((await told("renamed")).content, 'Ana (guest) named the room "Studio".');
  assertEquals((await told("topic")).event.value, "Type and colour");
  await ana.json(`/api/rooms/${room}`, patchRequest({ archived: true }));
  await told("archived");
  b.send({ type: "message", room, id: "1", content: "hi" });
  assertEquals((await b.next("error")).code, "forbidden");
  const { room: seen } = (await ana.json(`/api/rooms/${room}`)).body as {
    room: { name: string; topic: string; archived: boolean };
  };
  assertEquals([seen.name, seen.topic, seen.archived], ["Studio", "Type and colour", true]);
  await close();
});

Deno.test("the member list says who is here, in which role, page by page", async () => {
  await using server = await startServer();
  const { ana, bo, room, b, close } = await setting(server);
  await signInAsGuest(server, "Cy").then((cy) =>
    cy.json(`/api/rooms/${room}/join`, jsonRequest({}))
  );
  type Page = {
    members: { name: string; roomRole: string; presence: string }[];
    next?: { afterName: string; afterId: string };
  };
  const first = (await bo.json(`/api/rooms/${room}/members?limit=2`)).body as Page;
  assertEquals(first.members.map((m) => [m.name, m.roomRole, m.presence]), [
    ["Ana", "owner", "online"],
    ["Bo", "member", "online"],
  ]);
  const query = new URLSearchParams({ limit: "2", ...first.next });
  const second = (await bo.json(`/api/rooms/${room}/members?${query}`)).body as Page;
  assertEquals(second.members.map((m) => [m.name, m.presence]), [["Cy", "offline"]]);
  assertEquals(second.next, undefined);
  b.send({ type: "presence", state: "idle" }, { type: "ping", ref: "p" });
  await b.next("pong");
  const { members } = (await ana.json(`/api/rooms/${room}/members?query=b`)).body as Page;
  assertEquals(members.map((m) => [m.name, m.presence]), [["Bo", "away"]]);
  await close();
});

Deno.test("nothing can be done to somebody who is not there, and nothing to oneself by mistake", async () => {
  await using server = await startServer();
  const { ana, room, close } = await setting(server);
  const eve = await signInAsGuest(server, "Eve");
  const base = `/api/rooms/${room}`;
  for (const id of [eve.account.id, "nobody", "__proto__"]) {
    const { status } = await ana.json(`${base}/members/${id}`, { method: "DELETE" });
    assertEquals(status, 404, id);
    assertEquals(
      (await ana.json(`${base}/members/${id}`, patchRequest({ role: "owner" }))).status,
      404,
    );
    assertEquals((await ana.json(`${base}/mutes/${id}`, putRequest({ minutes: 1 }))).status, 404);
  }
  const wrong = await ana.json(
    `${base}/members/${eve.account.id}`,
    patchRequest({ role: "admin" }),
  );
  assertEquals(wrong.status, 400);
  await close();
});
