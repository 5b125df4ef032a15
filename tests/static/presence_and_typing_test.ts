import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { needsSecondTicks } from "../../static/src/state/clock_ticks.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { canActOn, canIn } from "../../static/src/state/viewer_permissions.ts";
import { ownPresence, presenceOf } from "../../static/src/state/selectors.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { postingState } from "../../static/src/state/posting.ts";
import { assert, assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const AT = Date.UTC(2026, 2, 2, 9);

/** Ana is in a room, and looks at it. */
function start(over: Parameters<typeof roomOf>[1] = {}, account = ANA): State {
  const actions: StateChange[] = [
    { type: "signedIn", account, drafts: {} },
    { type: "room", room: roomOf("r", over) },
    {
      type: "line",
      line: {
        type: "joined",
        room: roomOf("r", over),
        rev: 0,
        online: 1,
        reset: true,
        more: false,
        messages: [],
      },
    },
  ];
  return actions.reduce(reduce, initialState({ kind: "room", id: "r" }, 0, AT));
}

const clock = (now: number): StateChange => ({ type: "clock", now, today: 0 });
const writes = (at: number, ...ids: string[]): StateChange => ({
  type: "typing",
  room: "r",
  people: ids.map((id) => ({ id, name: id })),
  at,
});
const writers = (state: State) => (state.typing.r ?? []).map(({ id }) => id);
const presence = (online: number, people: ServerEvents["presence"]["people"]): StateChange => ({
  type: "line",
  line: { type: "presence", room: "r", online, people },
});

Deno.test("who writes is named until they stop, or have said it; oneself is not", () => {
  let state = [writes(AT, "bo", "ana"), writes(AT + 3_000, "cy", "bo")].reduce(reduce, start());
  assertEquals(writers(state), ["cy", "bo"]);
  state = reduce(state, { type: "line", line: messageOf(1) });
  assertEquals(writers(state), ["cy"]);
  state = reduce(state, clock(AT + 8_999));
  assertEquals(writers(state), ["cy"]);
  assert(needsSecondTicks(state));
  state = reduce(state, clock(AT + 9_000));
  assertEquals([state.typing, needsSecondTicks(state)], [{}, false]);
});

Deno.test("typing in a room that one is not in is let go, and ends with the room", () => {
  const state = start();
  const elsewhere = { ...writes(AT, "bo"), room: "x" } as StateChange;
  assertStrictEquals(reduce(state, elsewhere), state);
  const left: StateChange = { type: "line", line: { type: "left", room: "r", reason: "removed" } };
  assertEquals(reduce(reduce(state, writes(AT, "bo")), left).typing, {});
});

Deno.test("presence lines count a room, and tell of those whom they name", () => {
  const lastSeen = new Date(AT).toISOString();
  const state = [
    presence(3, [{ id: "bo", presence: "online" }, { id: "cy", presence: "away" }]),
    presence(2, [{ id: "bo", presence: "offline", lastSeen }]),
    presence(900, []),
  ].reduce(reduce, start());
  assertEquals(state.rooms.r?.online, 900);
  assertEquals(presenceOf(state, { id: "bo" }), { presence: "offline", lastSeen });
  assertEquals(presenceOf(state, { id: "cy" }), { presence: "away" });
  assertEquals(presenceOf(state, { id: "dana", presence: "online" }), { presence: "online" });
});

Deno.test("after a reconnect nobody counts as here who was not seen again", () => {
  const state = reduce(start(), presence(2, [{ id: "bo", presence: "online" }]));
  const people = [{ id: "cy", name: "Cy", presence: "online" as const }];
  const rooms = [roomOf("r"), roomOf("d", { kind: "direct", people })];
  const next = reduce(state, { type: "link", link: { kind: "online", account: ANA, rooms } });
  assertEquals(next.presence, { cy: { presence: "online" } });
  assertEquals(ownPresence(next), "online");
  assertEquals(ownPresence(reduce(next, { type: "idle", idle: true })), "away");
  assertEquals(ownPresence(state), "offline");
});

Deno.test("a mute holds until its time, and an archived room is silent", () => {
  const own = (state: State) => postingState(state, state.rooms.r!);
  const until = AT + 60_000;
  let state = start({ mutedUntil: new Date(until).toISOString() });
  assertEquals(own(state), { kind: "muted", until });
  state = reduce(state, clock(until - 10_000));
  assert(needsSecondTicks(state), "its end is watched");
  assertEquals(own(reduce(state, clock(until))), { kind: "free" });
  assertEquals(own(start({ archived: true })), { kind: "archived" });
});

Deno.test("slow mode makes one wait after one's own message, and not its owners and operators", () => {
  const spoke: StateChange = { type: "spoke", room: "r", at: AT + 1_000 };
  const own = (state: State) => postingState(reduce(state, spoke), state.rooms.r!);
  const after = (state: State) => postingState(state, state.rooms.r!);
  const state = reduce(start({ slow: 30 }), spoke);
  assertEquals(after(state), { kind: "slow", until: AT + 31_000 });
  assert(needsSecondTicks(state));
  assertEquals(after(reduce(state, clock(AT + 31_000))), { kind: "free" });
  assertEquals(after(reduce(start({ slow: 30, role: "owner" }), spoke)), { kind: "free" });
  const operator = { ...ANA, role: "operator" as const };
  assertEquals(after(reduce(start({ slow: 30 }, operator), spoke)), { kind: "free" });
  assertEquals(own(start({ slow: 0 })), { kind: "free" });
});

Deno.test("one cannot write to someone whom one has blocked, but in a group one can", () => {
  const bo = { id: "bo", name: "Bo", presence: "offline" as const };
  const asked = { list: "blocked", subject: "", query: "" } as const;
  const block = (state: State) =>
    ([
      { type: "listAsked", ...asked },
      { type: "listed", ...asked, items: [bo], next: undefined, after: undefined },
    ] as StateChange[]).reduce(reduce, state);
  const alone = block(start({ kind: "direct", people: [bo] }));
  assertEquals(postingState(alone, alone.rooms.r!).kind, "blocked");
  const group = block(start({ kind: "direct", people: [bo, { ...bo, id: "cy" }] }));
  assertEquals(postingState(group, group.rooms.r!).kind, "free");
});

Deno.test("rights come from the account and from the room; nobody has them over those above", () => {
  const member = start();
  const owner = start({ role: "owner" });
  const room = (state: State) => state.rooms.r!.room;
  assertEquals([canIn(member, room(member), "invite"), canIn(owner, room(owner), "invite")], [
    false,
    true,
  ]);
  const bo = { id: "bo", role: "client" as const };
  assert(canActOn(owner, room(owner), "ban", bo));
  assert(!canActOn(member, room(member), "ban", bo));
  assert(!canActOn(owner, room(owner), "ban", { ...bo, role: "admin" }));
  assert(!canActOn(owner, room(owner), "ban", { ...bo, id: "ana" }), "not oneself");
  const direct = start({ kind: "direct", people: [] }, { ...ANA, role: "admin" });
  assert(!canIn(direct, room(direct), "ban"), "nobody leads a direct room");
});
