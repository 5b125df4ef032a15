import { Registry } from "../../../../lib/chat/state/room_registry.ts";
import type { Typing } from "../../../../lib/chat/state/typing.ts";
import { Voice } from "../../../../lib/chat/messages/posting_policy.ts";
import { Refused } from "../../../../lib/protocol/chat_error.ts";
import { defaultWriteLimits } from "../../../helpers/write_limits.ts";
import { assertEquals, assertThrows } from "../../../helpers/assert.ts";

const ANN = { id: "ann", name: "Ann", role: "client" as const, createdAt: 0, disabled: false };
const HOUR = 60 * 60 * 1_000;

/** Ann in a room with one message every 5 s. */
function slowRoom(clock: { wall: number; steady: number }) {
  const registry = new Registry({ rooms: [], blocks: [] });
  const voice = new Voice({
    registry,
    typing: {} as Typing,
    writeLimits: defaultWriteLimits(),
    steady: () => clock.steady,
  });
  // deno-lint-ignore no-explicit-any
  const room: any = { id: "den", kind: "public", slow: 5, mutes: new Map() };
  room.members = new Map([["ann", "member"]]);
  return () => voice.raise(ANN, room, clock.wall, "Hello");
}

Deno.test("a slow room counts its seconds by a clock that nobody sets", () => {
  const clock = { wall: 1_800_000_000_000, steady: 10 };
  const raise = slowRoom(clock);
  raise();
  clock.wall -= HOUR;
  clock.steady += 2_000;
  const error = assertThrows(() => raise(), Refused);
  assertEquals([error.code, error.options.retryAfter], ["rate_limited", 3]);
  clock.steady += 3_000;
  raise();
  clock.wall += 2 * HOUR;
  assertThrows(() => raise(), Refused);
});

Deno.test("a message that was not stored does not count in a slow room", () => {
  const clock = { wall: 1_800_000_000_000, steady: 10 };
  const raise = slowRoom(clock);
  raise()();
  clock.steady += 1;
  const takeBack = raise();
  assertThrows(() => raise(), Refused);
  clock.steady += 5_000;
  raise();
  takeBack();
  assertThrows(() => raise(), Refused);
});
