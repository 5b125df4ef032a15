import type { NoticeEvent } from "../../../lib/protocol/model.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { errorEvent, joined, message, setup } from "./client_fixture.ts";

const JOINED: NoticeEvent = { kind: "joined", people: [{ id: "bob", name: "Bob" }], count: 1 };

Deno.test("a room that was joined before is asked for after welcome, with its limit", () => {
  const { client, online } = setup();
  client.join("lobby", 20);
  const [join] = online().takeSent();
  assertEquals([join.type, join.room, join.limit, join.since], ["join", "lobby", 20, undefined]);
});

Deno.test("a room that is joined while online is asked for at once, and only once", () => {
  const { client, online } = setup();
  const socket = online();
  client.join("lobby");
  client.join("lobby");
  assertEquals(socket.takeSent().length, 1);
});

Deno.test("a room that is joined again keeps the larger limit for its next first page", () => {
  for (const [limits, kept] of [[[20, 1], 20], [[1, 20], 20], [[80, undefined], 80]] as const) {
    const { client, online } = setup();
    for (const limit of limits) client.join("lobby", limit);
    assertEquals(online().takeSent()[0].limit, kept);
  }
});

Deno.test("a room that is joined on hearing of being online is asked for once", () => {
  const { client, online } = setup();
  client.subscribe((event) => {
    if (event.type === "state" && event.state.kind === "online") client.join("lobby");
  });
  assertEquals(online().takeSent().length, 1);
});

Deno.test("the rooms of welcome are the owner's to join", () => {
  const { online } = setup();
  assertEquals(online().takeSent(), []);
});

Deno.test("joined is delivered, and the next connection resumes from its rev", () => {
  const { client, online, lines } = setup();
  client.join("lobby");
  const socket = online();
  const answer = joined(socket.takeSent()[0], { rev: 7, reset: true, messages: [message(7)] });
  lines();
  socket.receive(answer);
  assertEquals(lines(), [answer]);
  socket.disconnect();
  const [again] = online().takeSent();
  assertEquals([again.room, again.since], ["lobby", 7]);
});

Deno.test("a live line that is next is delivered and moves the room", () => {
  const { inRooms, lines, online } = setup();
  const socket = inRooms(4, "lobby");
  const notice = { ...message(6), type: "system", event: JOINED } as const;
  socket.receive(message(5), notice);
  assertEquals(lines(), [message(5), notice]);
  socket.disconnect();
  assertEquals(online().takeSent()[0].since, 6);
});

Deno.test("a line that is known already is delivered and does not move the room", () => {
  const { inRooms, lines, online } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(message(2));
  assertEquals(lines(), [message(2)]);
  socket.disconnect();
  assertEquals(online().takeSent()[0].since, 4);
});

Deno.test("a hole is not delivered but asked for, once, and the resume fills it", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(message(6), message(7));
  socket.receive(message(8));
  const joins = socket.takeSent();
  assertEquals([joins.length, joins[0].since, lines()], [1, 4, []]);
  const answer = joined(joins[0], { rev: 8, messages: [5, 6, 7, 8].map((rev) => message(rev)) });
  socket.receive(answer, message(9));
  assertEquals([lines(), socket.takeSent()], [[answer, message(9)], []]);
});

Deno.test("while a resume is awaited, lines that follow what is held still flow", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(message(6), message(5), message(6), message(9));
  assertEquals(lines(), [message(5), message(6)]);
  const [join, ...more] = socket.takeSent();
  const answer = joined(join, { rev: 5, messages: [message(5)] });
  socket.receive(answer, message(7));
  assertEquals([lines(), more, socket.takeSent()], [[answer, message(7)], [], []]);
});

Deno.test("a hole after a hole is asked for again", () => {
  const { inRooms } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(message(6));
  socket.receive(joined(socket.takeSent()[0], { rev: 6 }), message(9));
  assertEquals(socket.takeSent().map(({ since }) => since), [6]);
});

Deno.test("a reset replaces the rev, also with a lower one", () => {
  const { inRooms, online } = setup();
  inRooms(9, "lobby").disconnect();
  const socket = online();
  socket.receive(joined(socket.takeSent()[0], { rev: 3, reset: true }));
  socket.disconnect();
  assertEquals(online().takeSent()[0].since, 3);
});

Deno.test("future_since forgets the rev and joins from the newest page, without telling", () => {
  const { inRooms, online, lines } = setup();
  inRooms(9, "lobby").disconnect();
  const socket = online();
  lines();
  socket.receive(errorEvent("future_since", socket.takeSent()[0]));
  const [join] = socket.takeSent();
  assertEquals([join.room, join.since, lines()], ["lobby", undefined, []]);
});

for (const code of ["not_found", "forbidden", "bad_request"] as const) {
  Deno.test(`${code} for a room is delivered, and the room is not asked for again`, () => {
    const { client, online, lines } = setup();
    client.join("gone");
    const socket = online();
    lines();
    const refusal = errorEvent(code, socket.takeSent()[0]);
    socket.receive(refusal, message(1, { room: "gone" }));
    assertEquals(lines(), [refusal]);
    socket.disconnect();
    assertEquals(online().takeSent(), []);
  });
}

Deno.test("a room that was refused can be joined again", () => {
  const { client, online } = setup();
  client.join("gone");
  const socket = online();
  socket.receive(errorEvent("not_found", socket.takeSent()[0]));
  client.join("gone");
  assertEquals(socket.takeSent().length, 1);
});

Deno.test("a join that may succeed later is sent again after retryAfter or a back-off", () => {
  const { client, clock, online, lines } = setup();
  client.join("lobby");
  const socket = online();
  lines();
  socket.receive(errorEvent("rate_limited", { ...socket.takeSent()[0], retryAfter: 3 }));
  clock.advance(2_999);
  assertEquals(socket.takeSent(), []);
  clock.advance(1);
  socket.receive(errorEvent("internal", socket.takeSent()[0]));
  clock.advance(500);
  assertEquals([socket.takeSent().length, lines()], [1, []]);
});

Deno.test("many rooms are joined a few at a time, and a rate limit holds all of them back", () => {
  const { client, clock, online } = setup();
  for (let i = 0; i < 30; i++) client.join(`room-${i}`);
  const socket = online();
  const first = socket.takeSent();
  assertEquals(first.length, 8);
  socket.receive(joined(first[0]), joined(first[1]));
  assertEquals(socket.takeSent().map(({ room }) => room), ["room-8", "room-9"]);
  socket.receive(errorEvent("rate_limited", { ...first[2], retryAfter: 1 }));
  socket.receive(joined(first[3]));
  assertEquals(socket.takeSent(), []);
  clock.advance(1_000);
  assertEquals(socket.takeSent().map(({ room }) => room), ["room-2", "room-10"]);
});

Deno.test("a room in trouble does not hold the others back", () => {
  const { client, online } = setup();
  for (let i = 0; i < 10; i++) client.join(`room-${i}`);
  const socket = online();
  socket.receive(errorEvent("internal", socket.takeSent()[0]));
  assertEquals(socket.takeSent().map(({ room }) => room), ["room-8"]);
});

Deno.test("what waits for a try ends with its connection", () => {
  const { client, clock, online } = setup();
  client.join("lobby");
  const socket = online();
  socket.receive(errorEvent("rate_limited", { ...socket.takeSent()[0], retryAfter: 60 }));
  socket.disconnect();
  assertEquals(online().takeSent().length, 1);
  clock.advance(24_000);
  assertEquals(clock.timers, 1);
});

Deno.test("leave() says so, and stops listening now and later", () => {
  const { client, inRooms, lines, online } = setup();
  const socket = inRooms(4, "lobby", "team");
  client.leave("lobby");
  const [leave] = socket.takeSent();
  assertEquals([leave.type, leave.room], ["leave", "lobby"]);
  const left = { type: "left", room: "lobby", reason: "left", ref: leave.ref } as const;
  socket.receive(message(5), left);
  assertEquals(lines(), [left]);
  socket.disconnect();
  assertEquals(online().takeSent().map(({ room }) => room), ["team"]);
});

Deno.test("leave() while offline only stops listening", () => {
  const { client, inRooms, online } = setup();
  inRooms(4, "lobby").disconnect();
  client.leave("lobby");
  assertEquals(online().takeSent(), []);
});

Deno.test("join() after leave() starts anew, and is not confused by answers to the first", () => {
  const { client, online, lines } = setup();
  const socket = online();
  client.join("lobby");
  client.leave("lobby");
  client.join("lobby");
  const [first, leave, second] = socket.takeSent();
  lines();
  socket.receive(joined(first, { rev: 4 }), message(5));
  socket.receive({ type: "left", room: "lobby", ref: leave.ref });
  assertEquals(lines().map(({ type }) => type), ["left"]);
  socket.receive(joined(second, { rev: 6, reset: true }), message(7));
  assertEquals(lines().map(({ type }) => type), ["joined", "message"]);
});

Deno.test("being made to leave stops listening", () => {
  const { inRooms, lines, online } = setup();
  const socket = inRooms(4, "lobby");
  const left = { type: "left", room: "lobby", reason: "removed" } as const;
  socket.receive(left, message(5));
  assertEquals(lines(), [left]);
  socket.disconnect();
  assertEquals(online().takeSent(), []);
});

Deno.test("lines of a room that was not joined are not delivered", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(message(1, { room: "team" }), joined({ room: "team", ref: "join-1" }));
  assertEquals(lines(), []);
});

Deno.test("an error that is nobody's answer is delivered", () => {
  const { inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  socket.receive(errorEvent("bad_json"), errorEvent("forbidden", { ref: "leave-7" }));
  assertEquals(lines().length, 2);
  assert(socket.readyState === 1);
});
