import { memoryStorage } from "../../../lib/client/storage.ts";
import type { Storage } from "../../../lib/client/types.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { assert, assertEquals, assertNotEquals } from "../../helpers/assert.ts";
import type { FakeSocket } from "../../helpers/fake_socket.ts";
import { error, joined, ME, message, setup, stored } from "./fixture.ts";

Deno.test("send() stores the message under its own key before it is sent, and returns its id", () => {
  const storage = memoryStorage();
  const { client, clock, inRooms, events } = setup({ storage });
  const socket = inRooms(0, "lobby");
  let keysWhenSent: string[] = [];
  socket.send = function (this: FakeSocket, frame) {
    keysWhenSent = storage.keys();
    this.frames.push(frame);
  };
  const id = client.send("lobby", "hello");
  assertEquals(keysWhenSent, [`parley:outbox:ada:${id}`]);
  assertEquals(socket.heard(), [{ type: "message", room: "lobby", id, content: "hello" }]);
  const pending = [{ id, room: "lobby", content: "hello", at: clock.now() }];
  assertEquals([client.pending, events], [pending, [{ type: "outbox", pending }]]);
});

Deno.test("the stored copy acknowledges: its line is delivered first, then the outbox without it", () => {
  const storage = memoryStorage();
  const { client, inRooms, events } = setup({ storage });
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const line = stored(socket.heard()[0], 1);
  events.length = 0;
  socket.say(line);
  assertEquals(events, [{ type: "line", line }, { type: "outbox", pending: [] }]);
  assertEquals([client.pending, storage.keys()], [[], []]);
});

Deno.test("pending is replaced, never changed", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const before = client.pending;
  socket.say(error("forbidden", { ref: before[0]!.id }));
  assertEquals([before[0]!.failed, client.pending[0]!.failed?.code], [undefined, "forbidden"]);
});

Deno.test("the same id from someone else, of a notice, or in another room acknowledges nothing", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby", "team");
  client.send("lobby", "hello");
  const [frame] = socket.heard();
  const notice = { ...stored(frame, 2), type: "system", event: { kind: "joined" } };
  const elsewhere = { ...stored(frame, 1), room: "team" };
  socket.say({ ...stored(frame, 1), userId: "bob" }, notice, elsewhere);
  assertEquals(client.pending.length, 1);
});

Deno.test("one message of a room is under way at a time, and rooms do not wait for each other", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby", "team");
  for (const content of ["1", "2"]) client.send("lobby", content);
  client.send("team", "3");
  const heard = socket.heard();
  assertEquals(heard.map(({ content }) => content), ["1", "3"]);
  socket.say(stored(heard[0], 1));
  assertEquals(socket.heard().map(({ content }) => content), ["2"]);
});

Deno.test("what is written offline is sent once, in order, after the room is joined", () => {
  const { client, online } = setup();
  client.join("lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const socket = online();
  const [join, ...early] = socket.heard();
  assertEquals(early, []);
  socket.say(joined(join, { rev: 0, reset: true }));
  const contents = answerAll(socket);
  assertEquals([contents, client.pending], [["1", "2"], []]);
});

Deno.test("the client itself joins the room of a message that its owner did not join", () => {
  const { client, online } = setup();
  const socket = online();
  client.send("team", "hello");
  const [join, ...more] = socket.heard();
  assertEquals([join.type, join.room, more], ["join", "team", []]);
  socket.say(joined(join, { reset: true }));
  assertEquals(answerAll(socket), ["hello"]);
  socket.cut();
  assertEquals(online().heard(), []);
});

Deno.test("join() of a room that was joined for a message brings its newest page", () => {
  const { client, online } = setup();
  const socket = online();
  client.send("team", "hello");
  socket.say(joined(socket.heard()[0], { rev: 3, reset: true }));
  socket.heard();
  client.join("team");
  const [join] = socket.heard();
  assertEquals([join.type, join.since], ["join", undefined]);
});

Deno.test("a cut sends what is unacknowledged again with the same id, after the resume", () => {
  const { client, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const [lost] = first.heard();
  first.cut();
  const socket = online();
  const [join, ...early] = socket.heard();
  assertEquals(early, []);
  socket.say(joined(join));
  assertEquals(socket.heard(), [lost]);
});

Deno.test("a resume that brings the message acknowledges it, and only the rest is sent", () => {
  const { client, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const kept = stored(first.heard()[0], 1);
  first.cut();
  const socket = online();
  socket.say(joined(socket.heard()[0], { rev: 1, messages: [kept, kept] }));
  assertEquals(socket.heard().map(({ content }) => content), ["2"]);
});

Deno.test("a repeated answer acknowledges", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(40, "lobby");
  client.send("lobby", "hello");
  socket.say(stored(socket.heard()[0], 12));
  assertEquals(client.pending, []);
});

Deno.test("an acknowledgement that is beyond a hole counts when the resume has come", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const [frame] = socket.heard();
  socket.say(stored(frame, 2));
  assertEquals([lines(), client.pending.length], [[], 1]);
  const [join] = socket.heard();
  socket.say(joined(join, { rev: 2, messages: [message(1), stored(frame, 2)] }));
  assertEquals([client.pending, socket.heard()], [[], []]);
});

Deno.test("an acknowledgement that a reset did not bring is asked for by sending again", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const [frame] = socket.heard();
  socket.say(stored(frame, 2));
  socket.say(joined(socket.heard()[0], { rev: 900, reset: true, messages: [message(900)] }));
  assertEquals(socket.heard(), [frame]);
  socket.say(stored(frame, 2));
  assertEquals(client.pending, []);
});

Deno.test("rate_limited waits as long as it says, holds the room's order, and sends again", () => {
  const { client, clock, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  const [frame] = socket.heard();
  socket.say(error("rate_limited", { ref: frame.id, retryAfter: 2 }));
  client.send("lobby", "2");
  clock.advance(1_999);
  assertEquals(socket.heard(), []);
  clock.advance(1);
  assertEquals([socket.heard(), lines()], [[frame], []]);
});

Deno.test("any other code that asks for patience backs off", () => {
  for (const code of ["internal", "unavailable"] as const) {
    const { client, clock, inRooms } = setup();
    const socket = inRooms(0, "lobby");
    client.send("lobby", "1");
    for (const wait of [250, 500, 1_000]) {
      socket.say(error(code, { ref: socket.heard()[0].id }));
      clock.advance(wait - 1);
      assertEquals(socket.heard(), []);
      clock.advance(1);
    }
    assertEquals(socket.heard().length, 1);
  }
});

Deno.test("a cut ends the wait of a message, and the next connection sends it", () => {
  const { client, clock, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  first.say(error("rate_limited", { ref: first.heard()[0].id, retryAfter: 20 }));
  first.cut();
  const socket = online();
  socket.say(joined(socket.heard()[0]));
  assertEquals(socket.heard().length, 1);
  clock.advance(24_000);
  assertEquals(socket.heard(), []);
});

Deno.test("not_joined joins again and sends again, three times, then fails", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(5, "lobby");
  client.send("lobby", "1");
  for (let i = 0; i < 3; i++) {
    socket.say(error("not_joined", { ref: socket.heard()[0].id }));
    const [join, ...early] = socket.heard();
    assertEquals([join.type, join.since, early], ["join", 5, []]);
    socket.say(joined(join, { rev: 5 }));
  }
  socket.say(error("not_joined", { ref: socket.heard()[0].id }));
  assertEquals([client.pending[0]!.failed?.code, socket.heard()], ["not_joined", []]);
});

Deno.test("any other refusal fails the message, keeps it stored, and lets later ones go on", () => {
  const storage = memoryStorage();
  const { client, inRooms, lines } = setup({ storage });
  const socket = inRooms(0, "lobby");
  client.send("lobby", "");
  client.send("lobby", "2");
  const [frame] = socket.heard();
  socket.say(error("bad_request", { ref: frame.id }));
  const failed = { code: "bad_request", message: "It is bad_request." } as const;
  assertEquals(client.pending[0]!.failed, failed);
  assertEquals([answerAll(socket), client.pending.length, lines().length], [["2"], 1, 1]);
  const later = setup({ storage });
  assertEquals(later.client.pending, client.pending);
  assertEquals(later.inRooms(0, "lobby").heard(), []);
});

Deno.test("a code that a newer server made up fails the message", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  socket.say({ ...error("internal", { ref: socket.heard()[0].id }), code: "toString" });
  assert(client.pending[0]!.failed);
});

Deno.test("retry() sends a failed message again with its id, before what was written later", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  socket.heard();
  socket.say(error("forbidden", { ref: id }));
  client.retry(id);
  client.send("lobby", "2");
  assertEquals([socket.heard()[0].id, client.pending[0]!.failed], [id, undefined]);
});

Deno.test("retry() after id_conflict takes a new id, at the same place", () => {
  const storage = memoryStorage();
  const { client, inRooms } = setup({ storage });
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  client.send("lobby", "2");
  socket.heard();
  socket.say(error("id_conflict", { ref: id }));
  client.retry(id);
  assertNotEquals(client.pending[0]!.id, id);
  assertEquals(client.pending.map(({ content }) => content), ["1", "2"]);
  assertEquals(storage.keys().includes(`parley:outbox:ada:${id}`), false);
  assertEquals(storage.keys().length, 2);
});

Deno.test("retry() and discard() leave alone what they do not concern", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  socket.heard();
  client.retry(id);
  client.retry("unknown");
  client.discard("unknown");
  assertEquals([socket.heard(), client.pending.length], [[], 1]);
});

Deno.test("an acknowledgement after a refusal counts", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  const [frame] = socket.heard();
  const refusal = error("internal", { ref: frame.id });
  socket.say({ ...refusal, code: "forbidden" }, refusal, stored(frame, 1));
  assertEquals(client.pending, []);
});

Deno.test("discard() forgets a message in memory and storage, and the next one goes on", () => {
  const storage = memoryStorage();
  const { client, clock, inRooms } = setup({ storage });
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  client.send("lobby", "2");
  socket.say(error("rate_limited", { ref: id, retryAfter: 9 }));
  socket.heard();
  client.discard(id);
  assertEquals(socket.heard().map(({ content }) => content), ["2"]);
  assertEquals([client.pending.length, storage.keys().length, clock.timers], [1, 1, 1]);
});

Deno.test("a reload loads what is stored for the account, in the order of writing, and sends it", () => {
  const storage = memoryStorage();
  const before = setup({ storage });
  for (const content of ["1", "2", "3"]) before.client.send("lobby", content);
  before.client.close();
  const { client, inRooms } = setup({ storage });
  assertEquals(client.pending, before.client.pending);
  client.send("lobby", "4");
  assertEquals(answerAll(inRooms(0, "lobby")), ["1", "2", "3", "4"]);
  assertEquals(storage.keys(), []);
});

Deno.test("the order of writing holds when the clock goes back", () => {
  const storage = memoryStorage();
  const { client, clock } = setup({ storage });
  client.send("lobby", "1");
  clock.advance(-60_000);
  client.send("lobby", "2");
  assertEquals(setup({ storage }).client.pending.map(({ content }) => content), ["1", "2"]);
});

Deno.test("another account neither sees nor sends what is stored", () => {
  const storage = memoryStorage();
  setup({ storage }).client.send("lobby", "mine");
  assertEquals(setup({ storage, account: "eve" }).client.pending, []);
});

Deno.test("two tabs that send the same stored message are answered once each, and both forget it", () => {
  const storage = memoryStorage();
  setup({ storage }).client.send("lobby", "hello");
  const tabs = [setup({ storage }), setup({ storage })];
  for (const { client, inRooms } of tabs) {
    assertEquals(answerAll(inRooms(0, "lobby")), ["hello"]);
    assertEquals(client.pending, []);
  }
  assertEquals(storage.keys(), []);
});

Deno.test("a storage that throws loses nothing from memory, and send() does not throw", () => {
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const storage: Storage = { getItem: full, setItem: full, removeItem: full, keys: full };
  const { client, inRooms } = setup({ storage });
  client.send("lobby", "1");
  client.send("lobby", "2");
  assertEquals([answerAll(inRooms(0, "lobby")), client.pending], [["1", "2"], []]);
});

Deno.test("a message that no frame can hold fails at once and never ends the connection", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "😀".repeat(LIMITS.frame / 4));
  client.send("lobby", "2");
  assertEquals(client.pending[0]!.failed?.code, "too_large");
  assertEquals(answerAll(socket), ["2"]);
  client.retry(client.pending[0]!.id);
  assertEquals(client.pending[0]!.failed?.code, "too_large");
});

Deno.test("a room that is refused fails what is written for it", () => {
  const { client, online } = setup();
  client.send("gone", "hello");
  const socket = online();
  socket.say(error("not_found", socket.heard()[0]));
  assertEquals(client.pending[0]!.failed?.code, "not_found");
  assertEquals(socket.heard(), []);
});

Deno.test("leave() fails what is unsent, so that nothing joins the room again", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const [frame] = socket.heard();
  client.leave("lobby");
  assertEquals(client.pending.map(({ failed }) => failed?.code), ["not_joined", "not_joined"]);
  // The first was stored before the room was left.
  socket.say(stored(frame, 1));
  assertEquals(client.pending.map(({ content }) => content), ["2"]);
  socket.cut();
  assertEquals(online().heard(), []);
});

Deno.test("retry() after leave() joins the room again: it is what was asked for", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.leave("lobby");
  socket.heard();
  const id = client.send("lobby", "1");
  client.leave("lobby");
  socket.heard();
  client.retry(id);
  assertEquals(socket.heard().map(({ type }) => type), ["join"]);
});

Deno.test("ids are unlike each other and need no secure page", () => {
  const { client } = setup();
  const ids = Array.from({ length: 100 }, () => client.send("lobby", ME.name));
  assertEquals(new Set(ids).size, 100);
  assert(ids.every((id) => /^[\x21-\x7e]{20,64}$/.test(id)));
});

/** Stores every message that is heard, and those that the answers bring, in a log of their own. */
function answerAll(socket: FakeSocket): string[] {
  const contents: string[] = [];
  for (let heard = socket.heard(); heard.length > 0; heard = socket.heard()) {
    for (const frame of heard) {
      contents.push(frame.content);
      socket.say(stored(frame, contents.length));
    }
  }
  return contents;
}
