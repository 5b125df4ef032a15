import { CLOSE_CODES } from "../../../lib/protocol/close_codes.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { message, setup } from "./client_fixture.ts";

Deno.test("a silent server is asked whether it is there, and an answer of any kind will do", () => {
  const { client, clock, online, socket } = withPing();
  clock.advance(9_999);
  socket.receive({ type: "pong" });
  clock.advance(LIMITS.heartbeatMs - 1);
  assertEquals([client.state.kind, socket.takeSent()], ["online", []]);
  clock.advance(1);
  assertEquals(socket.takeSent(), [{ type: "ping" }]);
  socket.receive("not even JSON");
  clock.advance(10_000);
  assertEquals(client.state.kind, "online");
  assertEquals(online.length, 0);
});

Deno.test("a server that gives no answer to a ping is left at once, without its close event", () => {
  const { client, clock, socket } = withPing();
  clock.advance(10_000);
  assertEquals([client.state.kind, socket.readyState], ["offline", 2]);
});

Deno.test("what an old socket says or how it ends is ignored", () => {
  const { client, clock, sockets, inRooms, welcome, lines } = setup();
  const old = inRooms(0, "lobby");
  clock.advance(LIMITS.heartbeatMs + 10_000);
  client.reconnectNow();
  welcome();
  lines();
  old.receive(message(1));
  old.disconnect(CLOSE_CODES.signedOut);
  assertEquals([client.state.kind, lines(), sockets.length], ["online", [], 2]);
});

Deno.test("traffic keeps the heartbeat quiet", () => {
  const { clock, online } = setup();
  const socket = online();
  for (let i = 0; i < 10; i++) {
    clock.advance(LIMITS.heartbeatMs - 1);
    socket.receive({ type: "typing" });
  }
  assertEquals(socket.takeSent(), []);
});

Deno.test("wake() on a connection asks at once, and again only after an answer", () => {
  const { client, clock, online } = setup();
  const socket = online();
  client.reconnectNow();
  clock.advance(9_000);
  client.reconnectNow();
  assertEquals(socket.takeSent(), [{ type: "ping" }]);
  clock.advance(1_000);
  assertEquals(client.state.kind, "offline");
});

Deno.test("a frame of many lines is taken line by line, in order", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  socket.receive(message(1), "", message(2), "\r", message(3));
  assertEquals(lines(), [message(1), message(2), message(3)]);
});

Deno.test("what is no line is ignored, and types that are not known are delivered", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  for (const junk of ["{", "null", "7", '"x"', "[]", "{}", '{"type":7}', "", "\n\n"]) {
    socket.receive(junk);
  }
  for (const broken of ["welcome", "joined", "message", "system", "history"]) {
    socket.receive({ type: broken }, { type: broken, room: null, messages: [null], rev: "x" });
  }
  socket.onmessage!({ data: new ArrayBuffer(4) });
  assertEquals([lines(), client.state.kind], [[], "online"]);
  const news = { type: "presence", room: "lobby", online: ["bob"] };
  socket.receive(news, { type: "constructor" }, { type: "error" });
  assertEquals(lines().length, 3);
});

Deno.test("nothing is delivered before welcome", () => {
  const { client, socket, lines } = (() => {
    const fixture = setup();
    fixture.client.join("lobby");
    fixture.client.open();
    return fixture;
  })();
  socket.accept();
  socket.receive(message(1), { type: "presence" });
  assertEquals([lines(), client.state.kind, socket.takeSent()], [[], "connecting", []]);
});

Deno.test("bye is delivered, and tells the code when the close event has none", () => {
  const { client, online, lines } = setup();
  const socket = online();
  lines();
  const bye = { type: "bye", code: CLOSE_CODES.banned, reason: "banned" } as const;
  socket.receive(bye);
  assertEquals(lines(), [bye]);
  socket.disconnect(1006);
  assertEquals(client.state, { kind: "ended", code: CLOSE_CODES.banned, reason: "banned" });
});

Deno.test("a close event's own code counts for more than bye", () => {
  const { client, online } = setup();
  const socket = online();
  socket.receive({ type: "bye", code: CLOSE_CODES.banned, reason: "banned" });
  socket.disconnect(CLOSE_CODES.restart);
  assertEquals(client.state.kind, "offline");
});

Deno.test("close() in the middle of a frame stops the lines after it", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  const seen: number[] = [];
  client.subscribe((event) => {
    if (event.type !== "line" || event.line.type !== "message") return;
    seen.push(event.line.rev);
    client.close();
  });
  socket.receive(message(1), message(2));
  assertEquals(seen, [1]);
});

Deno.test("nothing is written to a socket that is closing", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  socket.readyState = 2;
  client.send("lobby", "hello");
  assertEquals([socket.frames.length, client.pending.length], [1, 1]);
  assert(client.state.kind === "online");
});

/** A client whose server has been silent until the ping. */
function withPing() {
  const fixture = setup();
  const socket = fixture.online();
  fixture.clock.advance(LIMITS.heartbeatMs - 1);
  assertEquals(socket.takeSent(), []);
  fixture.clock.advance(1);
  assertEquals(socket.takeSent(), [{ type: "ping" }]);
  return { ...fixture, socket, online: fixture.lines() };
}
