import { CLOSE } from "../../../lib/protocol/errors.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { message, setup } from "./client_fixture.ts";

Deno.test("a silent server is asked whether it is there, and an answer of any kind will do", () => {
  const { client, clock, online, socket } = withPing();
  clock.advance(9_999);
  socket.say({ type: "pong" });
  clock.advance(LIMITS.heartbeat - 1);
  assertEquals([client.state.kind, socket.heard()], ["online", []]);
  clock.advance(1);
  assertEquals(socket.heard(), [{ type: "ping" }]);
  socket.say("not even JSON");
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
  clock.advance(LIMITS.heartbeat + 10_000);
  client.wake();
  welcome();
  lines();
  old.say(message(1));
  old.cut(CLOSE.signedOut);
  assertEquals([client.state.kind, lines(), sockets.length], ["online", [], 2]);
});

Deno.test("traffic keeps the heartbeat quiet", () => {
  const { clock, online } = setup();
  const socket = online();
  for (let i = 0; i < 10; i++) {
    clock.advance(LIMITS.heartbeat - 1);
    socket.say({ type: "typing" });
  }
  assertEquals(socket.heard(), []);
});

Deno.test("wake() on a connection asks at once, and again only after an answer", () => {
  const { client, clock, online } = setup();
  const socket = online();
  client.wake();
  clock.advance(9_000);
  client.wake();
  assertEquals(socket.heard(), [{ type: "ping" }]);
  clock.advance(1_000);
  assertEquals(client.state.kind, "offline");
});

Deno.test("a frame of many lines is taken line by line, in order", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  socket.say(message(1), "", message(2), "\r", message(3));
  assertEquals(lines(), [message(1), message(2), message(3)]);
});

Deno.test("what is no line is ignored, and types that are not known are delivered", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(0, "lobby");
  for (const junk of ["{", "null", "7", '"x"', "[]", "{}", '{"type":7}', "", "\n\n"]) {
    socket.say(junk);
  }
  for (const broken of ["welcome", "joined", "message", "system", "history"]) {
    socket.say({ type: broken }, { type: broken, room: null, messages: [null], rev: "x" });
  }
  socket.onmessage!({ data: new ArrayBuffer(4) });
  assertEquals([lines(), client.state.kind], [[], "online"]);
  const news = { type: "presence", room: "lobby", online: ["bob"] };
  socket.say(news, { type: "constructor" }, { type: "error" });
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
  socket.say(message(1), { type: "presence" });
  assertEquals([lines(), client.state.kind, socket.heard()], [[], "connecting", []]);
});

Deno.test("bye is delivered, and tells the code when the close event has none", () => {
  const { client, online, lines } = setup();
  const socket = online();
  lines();
  const bye = { type: "bye", code: CLOSE.banned, reason: "banned" } as const;
  socket.say(bye);
  assertEquals(lines(), [bye]);
  socket.cut(1006);
  assertEquals(client.state, { kind: "ended", code: CLOSE.banned, reason: "banned" });
});

Deno.test("a close event's own code counts for more than bye", () => {
  const { client, online } = setup();
  const socket = online();
  socket.say({ type: "bye", code: CLOSE.banned, reason: "banned" });
  socket.cut(CLOSE.restart);
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
  socket.say(message(1), message(2));
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
  fixture.clock.advance(LIMITS.heartbeat - 1);
  assertEquals(socket.heard(), []);
  fixture.clock.advance(1);
  assertEquals(socket.heard(), [{ type: "ping" }]);
  return { ...fixture, socket, online: fixture.lines() };
}
