import { backoffDelay } from "../../../lib/client/backoff.ts";
import { CLOSE_CODES } from "../../../lib/protocol/close_codes.ts";
import { assert, assertEquals, assertStrictEquals } from "../../helpers/assert.ts";
import { ME, room, setup } from "./client_fixture.ts";

Deno.test("a new client is idle and opens no socket", () => {
  const { client, sockets, clock } = setup();
  client.reconnectNow();
  assertEquals(client.state, { kind: "idle" });
  assertEquals([sockets.length, clock.timers], [0, 0]);
});

Deno.test("open() connects, and welcome makes the client online with its account and rooms", () => {
  const { client, socket, events } = opened();
  assertEquals(client.state, { kind: "connecting", attempt: 1 });
  socket.accept();
  assertEquals(client.state.kind, "connecting");
  socket.receive({ type: "welcome", account: ME, rooms: [room("lobby")] });
  assertEquals(client.state, { kind: "online", account: ME, rooms: [room("lobby")] });
  assertEquals(events.map((event) => event.type === "state" && event.state.kind), [
    "connecting",
    "online",
  ]);
});

Deno.test("open() does nothing while the client is connecting, online or offline", () => {
  const { client, sockets, welcome } = opened();
  client.open();
  welcome();
  client.open();
  sockets[0]!.disconnect();
  client.open();
  assertEquals(sockets.length, 1);
});

Deno.test("every state is a new value, and events carry the one that state gives", () => {
  const { client, events, online } = setup();
  const idle = client.state;
  online();
  assertEquals(idle, { kind: "idle" });
  const last = events.at(-1)!;
  assert(last.type === "state");
  assertStrictEquals(last.state, client.state);
});

Deno.test("a lost connection is opened again after a wait that is told in the state", () => {
  const { client, clock, sockets, online } = setup();
  online();
  clock.advance(20_000);
  sockets[0]!.disconnect();
  assertEquals(client.state, { kind: "offline", retryAt: clock.now() + 250, attempt: 0 });
  clock.advance(249);
  assertEquals(sockets.length, 1);
  clock.advance(1);
  assertEquals(sockets.length, 2);
  assertEquals(client.state, { kind: "connecting", attempt: 1 });
});

Deno.test("backoff() is random between nothing and a bound that doubles up to 30 seconds", () => {
  const bounds = [0, 1, 2, 5, 6, 7, 2000].map((tries) => backoffDelay(tries, 1));
  assertEquals(bounds, [500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000]);
  assertEquals(backoffDelay(3, 0), 0);
  assertEquals(backoffDelay(3, 0.25), 1_000);
});

Deno.test("tries that fail wait longer and longer", () => {
  const { client, clock, sockets } = setup({});
  clock.chance = 0.999999;
  client.open();
  const waits = Array.from({ length: 8 }, () => {
    sockets.at(-1)!.disconnect();
    assert(client.state.kind === "offline");
    const wait = client.state.retryAt - clock.now();
    clock.advance(wait);
    return Math.round(wait / 100) / 10;
  });
  assertEquals(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
});

Deno.test("a connection that was welcomed but did not last does not reset the wait", () => {
  const { client, clock, sockets, online, welcome } = setup();
  online();
  for (const attempt of [1, 2, 3]) {
    clock.advance(9_999);
    sockets.at(-1)!.disconnect();
    assert(client.state.kind === "offline");
    assertEquals(client.state.attempt, attempt);
    client.reconnectNow();
    welcome();
  }
  clock.advance(10_000);
  sockets.at(-1)!.disconnect();
  assert(client.state.kind === "offline");
  assertEquals(client.state.attempt, 0);
});

Deno.test("a restart is answered within two seconds once, then with the usual wait", () => {
  const { client, clock, sockets, online } = setup();
  online();
  sockets[0]!.disconnect(CLOSE_CODES.restart);
  assert(client.state.kind === "offline");
  assertEquals(client.state.retryAt - clock.now(), 1_000);
  clock.advance(1_000);
  sockets[1]!.disconnect(CLOSE_CODES.restart);
  assert(client.state.kind === "offline");
  assertEquals(client.state.retryAt - clock.now(), backoffDelay(2, 0.5));
});

Deno.test("too many requests keep the client away for at least 30 seconds", () => {
  for (const [chance, wait] of [[0, 30_000], [0.5, 45_000]] as const) {
    const { client, clock, sockets, online } = setup();
    clock.chance = chance;
    online();
    sockets[0]!.disconnect(CLOSE_CODES.tooManyRequests);
    assert(client.state.kind === "offline");
    assertEquals(client.state.retryAt - clock.now(), wait);
  }
});

for (const name of ["signedOut", "banned", "binary", "tooBig"] as const) {
  Deno.test(`the close code ${name} ends the client until it is opened again`, () => {
    const { client, clock, sockets, online } = setup();
    online();
    sockets[0]!.disconnect(CLOSE_CODES[name], "why");
    assertEquals(client.state, { kind: "ended", code: CLOSE_CODES[name], reason: "why" });
    client.reconnectNow();
    clock.advance(1e6);
    assertEquals([sockets.length, clock.timers], [1, 0]);
    client.open();
    assertEquals(client.state, { kind: "connecting", attempt: 1 });
  });
}

Deno.test("a session of another account ends the client, and nothing is sent to it", () => {
  const { client, clock, sockets } = opened();
  client.send("lobby", "hello");
  const [socket] = sockets;
  socket!.accept();
  socket!.receive({ type: "welcome", account: { id: "eve", name: "Eve" }, rooms: [] });
  assert(client.state.kind === "ended");
  assertEquals(client.state.code, CLOSE_CODES.signedOut);
  assertEquals([socket!.takeSent(), socket!.closedWith, clock.timers], [[], 1000, 0]);
  assertEquals(client.pending.length, 1);
});

Deno.test("a try that is neither welcomed nor closed within ten seconds is left", () => {
  for (const isOpen of [false, true]) {
    const { client, clock, socket } = opened();
    if (isOpen) socket.accept();
    clock.advance(9_999);
    assertEquals(client.state.kind, "connecting");
    clock.advance(1);
    assertEquals(client.state.kind, "offline");
    assertEquals(socket.readyState, 2);
  }
});

Deno.test("wake() tries at once when offline, and only then", () => {
  const { client, sockets, welcome } = opened();
  client.reconnectNow();
  assertEquals(sockets.length, 1);
  sockets[0]!.disconnect();
  client.reconnectNow();
  assertEquals(sockets.length, 2);
  welcome();
  client.reconnectNow();
  assertEquals(sockets.length, 2);
});

Deno.test("wake() leaves no second try behind", () => {
  const { client, clock, sockets } = opened();
  sockets[0]!.disconnect();
  client.reconnectNow();
  clock.advance(5_000);
  assertEquals(sockets.length, 2);
});

Deno.test("a socket that cannot be made ends the client with the reason", () => {
  const { client, clock } = setup({
    WebSocket: class {
      constructor() {
        throw new SyntaxError("The URL is not valid.");
      }
    } as unknown as new (url: string) => WebSocket,
  });
  client.open();
  assertEquals(client.state, {
    kind: "ended",
    code: 1006,
    reason: "SyntaxError: The URL is not valid.",
  });
  assertEquals(clock.timers, 0);
});

Deno.test("close() closes the socket with 1000, cancels every timer, and may be called again", () => {
  const { client, clock, inRooms, events } = setup();
  const socket = inRooms(0, "lobby");
  client.send("lobby", "hello");
  client.close();
  client.close();
  assertEquals([socket.closedWith, clock.timers, client.state.kind], [1000, 0, "idle"]);
  assertEquals(events.filter(({ type }) => type === "state").length, 1);
  socket.disconnect(1000);
  clock.advance(1e6);
  assertEquals([client.state.kind, client.pending.length], ["idle", 1]);
});

Deno.test("close() while offline or connecting leaves no timer", () => {
  const { client, clock, sockets } = opened();
  client.close();
  assertEquals([clock.timers, sockets[0]!.closedWith], [0, 1000]);
  client.open();
  sockets[1]!.disconnect();
  client.close();
  clock.advance(1e6);
  assertEquals([clock.timers, sockets.length], [0, 2]);
});

function opened() {
  const fixture = setup();
  fixture.client.open();
  return fixture;
}
