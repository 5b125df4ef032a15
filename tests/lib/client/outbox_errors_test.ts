import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { assert, assertEquals, assertNotEquals } from "../../helpers/assert.ts";
import { answerAll, errorEvent, joined, setup, stored } from "./client_fixture.ts";

Deno.test("rate_limited waits as long as it says, holds the room's order, and sends again", () => {
  const { client, clock, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  const [frame] = socket.takeSent();
  socket.receive(errorEvent("rate_limited", { ref: frame.id, retryAfter: 2 }));
  client.send("lobby", "2");
  clock.advance(1_999);
  assertEquals(socket.takeSent(), []);
  clock.advance(1);
  assertEquals([socket.takeSent(), lines()], [[frame], []]);
});

Deno.test("an overloaded server is asked again when it says so, and nothing overtakes what it refused", () => {
  const { client, clock, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  for (const content of ["1", "2", "3"]) client.send("lobby", content);
  const [first] = socket.takeSent();
  for (let tries = 0; tries < 3; tries++) {
    socket.receive(errorEvent("unavailable", { ref: first.id, retryAfter: 1 }));
    clock.advance(999);
    assertEquals(socket.takeSent(), []);
    clock.advance(1);
    assertEquals(socket.takeSent(), [first]);
  }
  socket.receive(stored(first, 1));
  assertEquals(answerAll(socket), ["2", "3"]);
});

Deno.test("any other code that asks for patience backs off", () => {
  for (const code of ["internal", "unavailable"] as const) {
    const { client, clock, inRooms } = setup();
    const socket = inRooms(0, "lobby");
    client.send("lobby", "1");
    for (const wait of [250, 500, 1_000]) {
      socket.receive(errorEvent(code, { ref: socket.takeSent()[0].id }));
      clock.advance(wait - 1);
      assertEquals(socket.takeSent(), []);
      clock.advance(1);
    }
    assertEquals(socket.takeSent().length, 1);
  }
});

Deno.test("a cut ends the wait of a message, and the next connection sends it", () => {
  const { client, clock, inRooms, online } = setup();
  const first = inRooms(0, "lobby");
  client.send("lobby", "1");
  first.receive(errorEvent("rate_limited", { ref: first.takeSent()[0].id, retryAfter: 20 }));
  first.disconnect();
  const socket = online();
  socket.receive(joined(socket.takeSent()[0]));
  assertEquals(socket.takeSent().length, 1);
  clock.advance(24_000);
  assertEquals(socket.takeSent(), []);
});

Deno.test("not_joined joins again and sends again, three times, then fails", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(5, "lobby");
  client.send("lobby", "1");
  for (let i = 0; i < 3; i++) {
    socket.receive(errorEvent("not_joined", { ref: socket.takeSent()[0].id }));
    const [join, ...early] = socket.takeSent();
    assertEquals([join.type, join.since, early], ["join", 5, []]);
    socket.receive(joined(join, { rev: 5 }));
  }
  socket.receive(errorEvent("not_joined", { ref: socket.takeSent()[0].id }));
  assertEquals([client.pending[0]!.failed?.code, socket.takeSent()], ["not_joined", []]);
});

Deno.test("any other refusal fails the message, keeps it stored, and lets later ones go on", () => {
  const storage = memoryStorage();
  const { client, inRooms, lines } = setup({ storage });
  const socket = inRooms(0, "lobby");
  client.send("lobby", "");
  client.send("lobby", "2");
  const [frame] = socket.takeSent();
  socket.receive(errorEvent("bad_request", { ref: frame.id }));
  const { code, message } = client.pending[0]!.failed!;
  assertEquals([code, message], ["bad_request", "It is bad_request."]);
  assertEquals([answerAll(socket), client.pending.length, lines().length], [["2"], 1, 1]);
  const later = setup({ storage });
  assertEquals(later.client.pending, client.pending);
  assertEquals(later.inRooms(0, "lobby").takeSent(), []);
});

Deno.test("a code that a newer server made up fails the message", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  socket.receive({ ...errorEvent("internal", { ref: socket.takeSent()[0].id }), code: "toString" });
  assert(client.pending[0]!.failed);
});

Deno.test("retry() sends a failed message again with its id, before what was written later", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  socket.takeSent();
  socket.receive(errorEvent("forbidden", { ref: id }));
  client.retry(id);
  client.send("lobby", "2");
  assertEquals([socket.takeSent()[0].id, client.pending[0]!.failed], [id, undefined]);
});

Deno.test("retry() after id_conflict takes a new id, at the same place", () => {
  const storage = memoryStorage();
  const { client, inRooms } = setup({ storage });
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  client.send("lobby", "2");
  socket.takeSent();
  socket.receive(errorEvent("id_conflict", { ref: id }));
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
  socket.takeSent();
  client.retry(id);
  client.retry("unknown");
  client.discard("unknown");
  assertEquals([socket.takeSent(), client.pending.length], [[], 1]);
});

Deno.test("an acknowledgement after a refusal counts", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  const [frame] = socket.takeSent();
  const refusal = errorEvent("internal", { ref: frame.id });
  socket.receive({ ...refusal, code: "forbidden" }, refusal, stored(frame, 1));
  assertEquals(client.pending, []);
});

Deno.test("discard() forgets a message in memory and storage, and the next one goes on", () => {
  const storage = memoryStorage();
  const { client, clock, inRooms } = setup({ storage });
  const socket = inRooms(0, "lobby");
  const id = client.send("lobby", "1");
  client.send("lobby", "2");
  socket.receive(errorEvent("rate_limited", { ref: id, retryAfter: 9 }));
  socket.takeSent();
  client.discard(id);
  assertEquals(socket.takeSent().map(({ content }) => content), ["2"]);
  assertEquals([client.pending.length, storage.keys().length, clock.timers], [1, 1, 1]);
});

Deno.test("a room that is refused fails what is written for it", () => {
  const { client, online } = setup();
  client.send("gone", "hello");
  const socket = online();
  socket.receive(errorEvent("not_found", socket.takeSent()[0]));
  assertEquals(client.pending[0]!.failed?.code, "not_found");
  assertEquals(socket.takeSent(), []);
});

Deno.test("leave() fails what is unsent, so that nothing joins the room again", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "1");
  client.send("lobby", "2");
  const [frame] = socket.takeSent();
  client.leave("lobby");
  assertEquals(client.pending.map(({ failed }) => failed?.code), ["not_joined", "not_joined"]);
  // The first was stored before the room was left.
  socket.receive(stored(frame, 1));
  assertEquals(client.pending.map(({ content }) => content), ["2"]);
  socket.disconnect();
  assertEquals(online().takeSent(), []);
});

Deno.test("retry() after leave() joins the room again: it is what was asked for", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  client.leave("lobby");
  socket.takeSent();
  const id = client.send("lobby", "1");
  client.leave("lobby");
  socket.takeSent();
  client.retry(id);
  assertEquals(socket.takeSent().map(({ type }) => type), ["join"]);
});
