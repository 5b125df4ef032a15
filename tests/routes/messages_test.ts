import type { Message, Room } from "../../lib/protocol/model.ts";
import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  patchRequest,
  putRequest,
  signIn,
  signInAsGuest,
  signUp,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

/** A public room that Ana owns and Bo has joined, both on a socket. */
async function setting(server: TestServer) {
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const { id: room } = await createRoom(ana, { name: "Design" });
  const [a, b] = [await ana.connect(), await bo.connect()];
  await a.join(room);
  await b.join(room);
  const close = () => Promise.all([a.close(), b.close()]);
  return { ana, bo, room, a, b, close };
}

async function get<T>(person: TestPerson, path: string): Promise<T> {
  const { status, body } = await person.json(path);
  assertEquals(status, 200, path);
  return body as T;
}

Deno.test("an edit reaches everyone and a resume, and what was said before can be read", async () => {
  await using server = await startServer();
  const { bo, room, a, b, close } = await setting(server);
  const said = await a.post("Helo", room);
  await b.next("message");
  a.send({ type: "edit", room, seq: said.seq, content: "Hello" });
  const edited = await b.next("message");
  assertEquals([edited.seq, edited.rev, edited.content], [said.seq, said.rev + 1, "Hello"]);
  assert(Date.parse(edited.editedAt!) >= Date.parse(said.timestamp));
  const { messages } = await b.join(room, said.rev) as ServerEvents["joined"];
  assertEquals(messages.map(({ content }) => content), ["Hello"]);
  const path = `/api/rooms/${room}/messages/${said.seq}/edits`;
  const { edits } = await get<{ edits: { content: string }[] }>(bo, path);
  assertEquals(edits.map(({ content }) => content), ["Helo"]);
  await close();
});

Deno.test("versions of a message come in pages that end, however often it was edited", async () => {
  await using server = await startServer();
  const { bo, room, a, close } = await setting(server);
  const { seq } = await a.post("0", room);
  const long = "x".repeat(7_900);
  for (let n = 1; n <= 20; n++) {
    a.send({ type: "edit", room, seq, content: `${n} ${long}` });
    await a.next("message", ({ content }) => content === `${n} ${long}`);
  }
  const path = `/api/rooms/${room}/messages/${seq}/edits`;
  type Page = { edits: { id: number; content: string }[]; next?: number };
  const first = await get<Page>(bo, path);
  const size = first.edits.reduce((sum, { content }) => sum + content.length, 0);
  assert(size <= 128 * 1024 && first.next !== undefined, `${size}`);
  const second = await get<Page>(bo, `${path}?after=${first.next}`);
  assertEquals(second.next, undefined);
  assertEquals(
    [...first.edits, ...second.edits].map(({ content }) => content.split(" ")[0]),
    Array.from({ length: 20 }, (_, n) => `${n}`),
  );
  assertEquals((await get<Page>(bo, `${path}?limit=1`)).edits.length, 1);
  assertEquals((await bo.json(`${path}?limit=1000`)).status, 400);
  await close();
});

Deno.test("who edits without end is told to wait, and nobody writes in a slow room by editing", async () => {
  await using server = await startServer();
  const { ana, room, a, b, close } = await setting(server);
  const { seq } = await b.post("0", room);
  for (let n = 1; n <= 31; n++) b.send({ type: "edit", room, seq, content: `${n}`, ref: `e${n}` });
  const refused = await b.next("error", ({ ref }) => ref === "e31");
  assertEquals([refused.code, refused.retryAfter], ["rate_limited", 1]);

  const other = await a.post("mine", room);
  await ana.json(`/api/rooms/${room}`, patchRequest({ slow: 60 }));
  const c = await (await signInAsGuest(server, "Cyd")).connect();
  await c.join(room);
  const mine = await c.post("said", room);
  c.send({ type: "edit", room, seq: mine.seq, content: "said", ref: "same" });
  await c.next("ack", ({ ref }) => ref === "same");
  c.send({ type: "edit", room, seq: mine.seq, content: "at once", ref: "first" });
  await c.next("ack", ({ ref }) => ref === "first");
  c.send({ type: "edit", room, seq: mine.seq, content: "and on", ref: "second" });
  const slow = await c.next("error", ({ ref }) => ref === "second");
  await c.close();
  assertEquals(slow.code, "rate_limited");
  assert(slow.retryAfter! > 50, `${slow.retryAfter}`);
  a.send({ type: "edit", room, seq: other.seq, content: "the owner may", ref: "owner" });
  await a.next("ack", ({ ref }) => ref === "owner");
  await close();
});

Deno.test("nobody edits what another said, a notice, or what is gone", async () => {
  await using server = await startServer();
  const { room, a, b, close } = await setting(server);
  const said = await b.post("Bo's", room);
  const refusal = async (seq: number) => {
    a.send({ type: "edit", room, seq, content: "Ana's", ref: "e" });
    return (await a.next("error", ({ ref }) => ref === "e")).code;
  };
  assertEquals(await refusal(said.seq), "forbidden");
  assertEquals(await refusal(1), "not_found");
  assertEquals(await refusal(99), "not_found");
  a.send({ type: "delete", room, seq: said.seq });
  await a.next("message", ({ deleted }) => deleted === true);
  assertEquals(await refusal(said.seq), "not_found");
  await close();
});

Deno.test("reactions are counted with names, in the order of their first use, and can be taken back", async () => {
  await using server = await startServer();
  const { room, a, b, close } = await setting(server);
  const { seq } = await a.post("Lunch?", room);
  await b.next("message");
  const next = () => b.next("message", (line) => line.seq === seq);
  b.send({ type: "react", room, seq, emoji: "👍" });
  await next();
  a.send({ type: "react", room, seq, emoji: "🎉" });
  await next();
  a.send({ type: "react", room, seq, emoji: "👍" });
  const shown = (line: Message) =>
    line.reactions?.map(({ emoji, count, people }) => [emoji, count, people.map((p) => p.name)]);
  assertEquals(shown(await next()), [["👍", 2, ["Bo", "Ana"]], ["🎉", 1, ["Ana"]]]);
  b.send({ type: "react", room, seq, emoji: "👍", on: false });
  assertEquals(shown(await next()), [["👍", 1, ["Ana"]], ["🎉", 1, ["Ana"]]]);
  for (const emoji of ["x", "👍👍", "", "<b>"]) {
    a.send({ type: "react", room, seq, emoji, ref: "r" });
    assertEquals((await a.next("error", ({ ref }) => ref === "r")).code, "bad_request", emoji);
  }
  await close();
});

Deno.test("whoever reacts is told on all their devices, and can ask what is theirs", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, b, close } = await setting(server);
  const phone = await bo.connect();
  const { seq } = await a.post("Lunch?", room);
  b.send({ type: "react", room, seq, emoji: "👍" });
  for (const wire of [b, phone]) {
    assertEquals(await wire.next("reacted"), { type: "reacted", room, seq, emoji: "👍", on: true });
  }
  const own = (person: TestPerson) =>
    get(person, `/api/rooms/${room}/messages/${seq}/reactions/own`);
  assertEquals(await own(bo), { emoji: ["👍"] });
  assertEquals(await own(ana), { emoji: [] });
  b.send({ type: "react", room, seq, emoji: "👍", on: false });
  assertEquals((await phone.next("reacted")).on, false);
  assertEquals(await own(bo), { emoji: [] });
  assertEquals(a.lines.filter(({ type }) => type === "reacted"), []);
  await phone.close();
  await close();
});

Deno.test("a reply carries its quote, which follows what becomes of the message", async () => {
  await using server = await startServer();
  const { ana, room, a, b, close } = await setting(server);
  const said = await a.post("Where is the file?", room);
  b.send({ type: "message", room, id: "r1", content: "In the wiki.", reply: said.seq });
  const reply = await b.next("message", ({ id }) => id === "r1");
  assertEquals(reply.reply, {
    seq: said.seq,
    userId: ana.account.id,
    name: "Ana",
    guest: true,
    content: "Where is the file?",
  });
  a.send({ type: "delete", room, seq: said.seq });
  const after = await b.next("message", (line) => line.id === "r1" && line.rev > reply.rev);
  assertEquals(after.reply?.content, "");
  await close();
});

Deno.test("a thread has its own page, and its root says what is in it", async () => {
  await using server = await startServer();
  const { bo, room, a, b, close } = await setting(server);
  const root = await a.post("Names?", room);
  for (const name of ["one", "two", "three"]) {
    b.send({ type: "message", room, id: name, content: name, thread: root.seq });
    await b.next("message", ({ id }) => id === name);
  }
  const last = await a.next(
    "message",
    ({ seq, replies }) => seq === root.seq && replies?.count === 3,
  );
  assertEquals(last.replies?.people.map(({ name }) => name), ["Bo"]);
  type Thread = { root: Message; messages: Message[]; more: boolean };
  const path = `/api/rooms/${room}/threads/${root.seq}`;
  const page = await get<Thread>(bo, `${path}?limit=2`);
  assertEquals(page.messages.map(({ content }) => content), ["two", "three"]);
  assertEquals([page.root.seq, page.more], [root.seq, true]);
  const older = await get<Thread>(bo, `${path}?limit=2&before=${page.messages[0]!.seq}`);
  assertEquals(older.messages.map(({ content }) => content), ["one"]);
  assertEquals((await bo.json(`/api/rooms/${room}/threads/99`)).status, 404);
  await close();
});

Deno.test("what is pinned is listed for everyone, the latest pin first", async () => {
  await using server = await startServer();
  const { ana, room, a, b, close } = await setting(server);
  const [one, two] = [await a.post("one", room), await a.post("two", room)];
  b.send({ type: "pin", room, seq: one.seq }, { type: "pin", room, seq: two.seq });
  const pinned = await b.next("message", (line) => line.seq === two.seq && line.pinned === true);
  const pins = async () => {
    const { messages } = await get<{ messages: Message[] }>(ana, `/api/rooms/${room}/pins`);
    return messages.map(({ content }) => content);
  };
  assertEquals(await pins(), ["two", "one"]);
  a.send({ type: "pin", room, seq: two.seq, on: false });
  await b.next("message", ({ seq, rev }) => seq === two.seq && rev > pinned.rev);
  assertEquals(await pins(), ["one"]);
  await close();
});

Deno.test("how far one has read is the same on all one's devices, and counts nothing twice", async () => {
  await using server = await startServer();
  const { bo, room, a, b, close } = await setting(server);
  const phone = await bo.connect();
  await a.post("one", room);
  const two = await a.post("two", room);
  await b.post("my own", room);
  const state = async () => {
    const { room: seen } = await get<{ room: Room }>(bo, `/api/rooms/${room}`);
    return [seen.unread, seen.mentions, seen.read];
  };
  assertEquals((await state()).slice(0, 2), [2, 0]);
  b.send({ type: "read", room, seq: two.seq - 1 });
  const told = await phone.next("read");
  assertEquals([told.room, told.seq, told.unread], [room, two.seq - 1, 1]);
  b.send({ type: "read", room, seq: 1 });
  assertEquals((await phone.next("read")).seq, two.seq - 1);
  assertEquals(await state(), [1, 0, two.seq - 1]);
  b.send({ type: "read", room, seq: 9_999 });
  await phone.next("read");
  assertEquals((await state())[0], 0);
  await phone.close();
  await close();
});

Deno.test("a mention counts for whom it names, and `here` only from those with the right", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, b, close } = await setting(server);
  const mentionsOf = async (person: TestPerson) =>
    (await get<{ room: Room }>(person, `/api/rooms/${room}`)).room.mentions;
  const mention = { type: "message", room, content: "@Bo @here" };
  a.send({ ...mention, id: "1", mentions: [bo.account.id, "nobody"] });
  assertEquals((await a.next("message")).mentions, [bo.account.id]);
  assertEquals(await mentionsOf(bo), 1);
  b.send({ ...mention, id: "2", mentions: ["here"] });
  assertEquals((await b.next("message", ({ id }) => id === "2")).mentions, undefined);
  assertEquals(await mentionsOf(ana), 0);
  a.send({ ...mention, id: "3", mentions: ["here"] });
  await a.next("message", ({ id }) => id === "3");
  assertEquals(await mentionsOf(bo), 2);
  await close();
});

Deno.test("what one saves is one's own, on all one's devices", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, b, close } = await setting(server);
  const { seq } = await a.post("Remember this", room);
  assertEquals((await bo.json(`/api/saved/${room}/${seq}`, putRequest({}))).status, 204);
  assertEquals(await b.next("saved"), { type: "saved", room, seq, on: true });
  const saved = async (person: TestPerson) =>
    (await get<{ messages: Message[] }>(person, "/api/saved")).messages.map((m) => m.content);
  assertEquals([await saved(bo), await saved(ana)], [["Remember this"], []]);
  const savedIn = (person: TestPerson) => get(person, `/api/rooms/${room}/saved`);
  assertEquals([await savedIn(bo), await savedIn(ana)], [{ seqs: [seq] }, { seqs: [] }]);
  assertEquals((await bo.json(`/api/saved/${room}/99`, putRequest({}))).status, 404);
  assertEquals((await bo.json(`/api/saved/${room}/${seq}`, { method: "DELETE" })).status, 204);
  assertEquals(await saved(bo), []);
  await close();
});

Deno.test("a page around a place, and pages after it, lead to the newest without a hole", async () => {
  await using server = await startServer();
  const { ana, room, a, close } = await setting(server);
  for (let n = 0; n < 30; n++) await a.post(`message ${n}`, room);
  type Stretch = { messages: Message[]; more: boolean; after: boolean };
  const base = `/api/rooms/${room}/messages?limit=10`;
  const around = await get<Stretch>(ana, `${base}&around=15`);
  const seqs = around.messages.map(({ seq }) => seq);
  assert(seqs.includes(15) && seqs.length === 10 && around.more && around.after);
  for (let after = true; after;) {
    const page = await get<Stretch>(ana, `${base}&after=${seqs.at(-1)}`);
    seqs.push(...page.messages.map(({ seq }) => seq));
    after = page.after;
  }
  assertEquals(seqs, seqs.map((_, n) => seqs[0]! + n));
  await close();
});

Deno.test("one who may not write may not edit, react, pin or reply either", async () => {
  await using server = await startServer();
  const { ana, bo, room, a, b, close } = await setting(server);
  const mine = await b.post("mine", room);
  await ana.json(`/api/rooms/${room}/mutes/${bo.account.id}`, putRequest({ minutes: 5 }));
  const frames = [
    { type: "edit", room, seq: mine.seq, content: "other" },
    { type: "react", room, seq: mine.seq, emoji: "👍" },
    { type: "pin", room, seq: mine.seq },
  ];
  const refused = async () => {
    for (const frame of frames) {
      b.send({ ...frame, ref: "f" });
      assertEquals((await b.next("error", ({ ref }) => ref === "f")).code, "forbidden", frame.type);
    }
  };
  await refused();
  await ana.json(`/api/rooms/${room}/mutes/${bo.account.id}`, putRequest({ minutes: 0 }));
  await ana.json(`/api/rooms/${room}`, patchRequest({ archived: true }));
  await refused();
  await close();
  await a.closed;
});

Deno.test("how much of a room one wants to be told of is one's own, and known on all one's devices", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const [phone, bo] = [await signIn(server, "ana"), await signInAsGuest(server, "Bo")];
  const { id: room } = await createRoom(ana, { name: "Plans" });
  const [a, b, c] = [await ana.connect(), await phone.connect(), await bo.connect()];
  await Promise.all([a.join(room), c.join(room)]);
  const levelOf = async (person: TestPerson, id = room) =>
    (await get<{ room: Room }>(person, `/api/rooms/${id}`)).room.level;
  assertEquals([await levelOf(ana), await levelOf(bo)], ["mentions", "mentions"]);
  for (const level of ["none", "all"]) {
    const { status } = await ana.json(`/api/rooms/${room}/level`, putRequest({ level }));
    assertEquals(status, 204);
    const isSo = (line: ServerEvents["room"]) => line.room.id === room && line.room.level === level;
    await Promise.all([a.next("room", isSo), b.next("room", isSo)]);
  }
  assertEquals([await levelOf(phone), await levelOf(bo)], ["all", "mentions"]);
  const { status, body } = await ana.json(
    `/api/rooms/${room}/level`,
    putRequest({ level: "some" }),
  );
  assertEquals([status, (body as { code: string }).code], [400, "bad_request"]);
  const direct = await ana.json("/api/direct", jsonRequest({ people: [bo.account.id] }));
  assertEquals(await levelOf(bo, (direct.body as { room: Room }).room.id), "all");
  await Promise.all([a.close(), b.close(), c.close()]);
});

Deno.test("of a room that one is not in, nothing of this can be had or done", async () => {
  await using server = await startServer();
  const [ana, eve] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Eve")];
  const { id: room } = await createRoom(ana, { name: "Plans", kind: "private" });
  const wire = await ana.connect();
  await wire.join(room);
  const { seq } = await wire.post("secret", room);
  const base = `/api/rooms/${room}`;
  for (
    const path of [
      `${base}/pins`,
      `${base}/threads`,
      `${base}/threads/${seq}`,
      `${base}/messages/${seq}/edits`,
      `${base}/messages/${seq}/reactions/own`,
      `${base}/saved`,
      `${base}/messages?around=${seq}`,
      `${base}/messages?after=0`,
    ]
  ) assertEquals((await eve.json(path)).status, 404, path);
  assertEquals((await eve.json(`/api/saved/${room}/${seq}`, putRequest({}))).status, 404);
  assertEquals((await eve.json(`${base}/level`, putRequest({ level: "none" }))).status, 404);
  const other = await eve.connect();
  for (
    const frame of [
      { type: "edit", room, seq, content: "x" },
      { type: "react", room, seq, emoji: "👍" },
      { type: "pin", room, seq },
      { type: "read", room, seq },
    ]
  ) {
    other.send({ ...frame, ref: "f" });
    assertEquals((await other.next("error", ({ ref }) => ref === "f")).code, "not_found");
  }
  await eve.json("/api/rooms", jsonRequest({ name: "Mine" }));
  await Promise.all([wire.close(), other.close()]);
});
