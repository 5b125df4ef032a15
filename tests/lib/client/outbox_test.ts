import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import type { KeyValueStorage } from "../../../lib/client/types.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { FakeSocket } from "../../helpers/fake_socket.ts";
import { answerAll, errorEvent, joined, ME, message, setup, stored } from "./client_fixture.ts";

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
  assertEquals(socket.takeSent(), [{ type: "message", room: "lobby", id, content: "hello" }]);
  const pending = [{ id, room: "lobby", content: "hello", at: clock.now() }];
  assertEquals([client.pending, events], [pending, [{ type: "outbox", pending }]]);
});

Deno.test("the stored copy acknowledges: its line is delivered first, then the outbox without it", () => {
  const storage = memoryStorage();
  const { client, inRooms, events } = setup({ storage });
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const line = stored(socket.takeSent()[0], 1);
  events.length = 0;
  socket.receive(line);
  assertEquals(events, [{ type: "line", line }, { type: "outbox", pending: [] }]);
  assertEquals([client.pending, storage.keys()], [[], []]);
});

Deno.test("pending is replaced, never changed", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const before = client.pending;
  socket.receive(errorEvent("forbidden", { ref: before[0]!.id }));
  assertEquals([before[0]!.failed, client.pending[0]!.failed?.code], [undefined, "forbidden"]);
});

Deno.test("the same id from someone else, of a notice, or in another room acknowledges nothing", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby", "team");
  client.send("lobby", "hello");
  const [frame] = socket.takeSent();
  const notice = { ...stored(frame, 2), type: "system", event: { kind: "joined" } };
  const elsewhere = { ...stored(frame, 1), room: "team" };
  socket.receive({ ...stored(frame, 1), userId: "bob" }, notice, elsewhere);
  assertEquals(client.pending.length, 1);
});

Deno.test("one message of a room is under way at a time, and rooms do not wait for each other", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby", "team");
  for (const content of ["1", "2"]) client.send("lobby", content);
  client.send("team", "3");
  const heard = socket.takeSent();
  assertEquals(heard.map(({ content }) => content), ["1", "3"]);
  socket.receive(stored(heard[0], 1));
  assertEquals(socket.takeSent().map(({ content }) => content), ["2"]);
});

Deno.test("what is written offline is sent once, in order, after the room is joined", () => {
  const { client, online } = setup();
  client.join("lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const socket = online();
  const [join, ...early] = socket.takeSent();
  assertEquals(early, []);
  socket.receive(joined(join, { rev: 0, reset: true }));
  const contents = answerAll(socket);
  assertEquals([contents, client.pending], [["1", "2"], []]);
});

Deno.test("the client itself joins the room of a message that its owner did not join", () => {
  const { client, online } = setup();
  const socket = online();
  client.send("team", "hello");
  const [join, ...more] = socket.takeSent();
  assertEquals([join.type, join.room, more], ["join", "team", []]);
  socket.receive(joined(join, { reset: true }));
  assertEquals(answerAll(socket), ["hello"]);
  socket.disconnect();
  assertEquals(online().takeSent(), []);
});

Deno.test("join() of a room that was joined for a message brings its newest page", () => {
  const { client, online } = setup();
  const socket = online();
  client.send("team", "hello");
  socket.receive(joined(socket.takeSent()[0], { rev: 3, reset: true }));
  socket.takeSent();
  client.join("team");
  const [join] = socket.takeSent();
  assertEquals([join.type, join.since], ["join", undefined]);
});

Deno.test("a cut sends what is unacknowledged again with the same id, after the resume", () => {
  const { client, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const [lost] = first.takeSent();
  first.disconnect();
  const socket = online();
  const [join, ...early] = socket.takeSent();
  assertEquals(early, []);
  socket.receive(joined(join));
  assertEquals(socket.takeSent(), [lost]);
});

Deno.test("a resume that brings the message acknowledges it, and only the rest is sent", () => {
  const { client, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const kept = stored(first.takeSent()[0], 1);
  first.disconnect();
  const socket = online();
  socket.receive(joined(socket.takeSent()[0], { rev: 1, messages: [kept, kept] }));
  assertEquals(socket.takeSent().map(({ content }) => content), ["2"]);
});

Deno.test("a repeated answer acknowledges", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(40, "lobby");
  client.send("lobby", "hello");
  socket.receive(stored(socket.takeSent()[0], 12));
  assertEquals(client.pending, []);
});

Deno.test("an acknowledgement that is beyond a hole counts when the resume has come", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const [frame] = socket.takeSent();
  socket.receive(stored(frame, 2));
  assertEquals([lines(), client.pending.length], [[], 1]);
  const [join] = socket.takeSent();
  socket.receive(joined(join, { rev: 2, messages: [message(1), stored(frame, 2)] }));
  assertEquals([client.pending, socket.takeSent()], [[], []]);
});

Deno.test("an acknowledgement that a reset did not bring is asked for by sending again", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  const [frame] = socket.takeSent();
  socket.receive(stored(frame, 2));
  socket.receive(joined(socket.takeSent()[0], { rev: 900, reset: true, messages: [message(900)] }));
  assertEquals(socket.takeSent(), [frame]);
  socket.receive(stored(frame, 2));
  assertEquals(client.pending, []);
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
  const storage: KeyValueStorage = { getItem: full, setItem: full, removeItem: full, keys: full };
  const { client, inRooms } = setup({ storage });
  client.send("lobby", "1");
  client.send("lobby", "2");
  assertEquals([answerAll(inRooms(0, "lobby")), client.pending], [["1", "2"], []]);
});

Deno.test("a message that no frame can hold fails at once and never ends the connection", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "😀".repeat(LIMITS.frameBytes / 4));
  client.send("lobby", "2");
  assertEquals(client.pending[0]!.failed?.code, "too_large");
  assertEquals(answerAll(socket), ["2"]);
  client.retry(client.pending[0]!.id);
  assertEquals(client.pending[0]!.failed?.code, "too_large");
});

Deno.test("ids are unlike each other and need no secure page", () => {
  const { client } = setup();
  const ids = Array.from({ length: 100 }, () => client.send("lobby", ME.name));
  assertEquals(new Set(ids).size, 100);
  assert(ids.every((id) => /^[\x21-\x7e]{20,64}$/.test(id)));
});

Deno.test("a message that does not fit into the storage says so, until there is room", () => {
  const storage = memoryStorage();
  const { setItem } = storage;
  const { client, online } = setup({ storage });
  client.join("lobby");
  client.send("lobby", "1");
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  client.send("lobby", "2");
  const persisted = () => client.pending.map(({ content, persisted }) => [content, persisted]);
  assertEquals(persisted(), [["1", undefined], ["2", false]]);
  assertEquals(setup({ storage }).client.pending.map(({ content }) => content), ["1"]);
  storage.setItem = setItem;
  const socket = online();
  const [join] = socket.takeSent();
  socket.receive(joined(join, { rev: 0, reset: true }));
  socket.receive(stored(socket.takeSent()[0], 1));
  assertEquals(persisted(), [["2", undefined]]);
  // What is stored says nothing of it.
  const [again] = setup({ storage }).client.pending;
  assertEquals([again?.content, again && "persisted" in again], ["2", false]);
});
