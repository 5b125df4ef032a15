import { RoomRegistry } from "../../../../lib/chat/state/room_registry.ts";
import type { TypingNotifier } from "../../../../lib/chat/state/typing.ts";
import { PostingPolicy } from "../../../../lib/chat/messages/posting_policy.ts";
import { ChatError } from "../../../../lib/protocol/chat_error.ts";
import { defaultWriteLimits } from "../../../helpers/write_limits.ts";
import { assertEquals, assertThrows } from "../../../helpers/assert.ts";

const ANN = { id: "ann", name: "Ann", role: "client" as const, createdAt: 0, disabled: false };
const HOUR_MS = 60 * 60 * 1_000;

/** Ann in a room with one message every 5 s. */
function slowRoom(clock: { wall: number; steady: number }) {
  const registry = new RoomRegistry({ rooms: [], blocks: [] });
  const policy = new PostingPolicy({
    registry,
    typing: {} as TypingNotifier,
    writeLimits: defaultWriteLimits(),
    steady: () => clock.steady,
  });
  // deno-lint-ignore no-explicit-any
  const room: any = { id: "den", kind: "public", slow: 5, mutes: new Map() };
  room.members = new Map([["ann", "member"]]);
  return () => policy.admit(ANN, room, clock.wall, "Hello");
}

Deno.test("a slow room counts its seconds by a clock that nobody sets", () => {
  const clock = { wall: 1_800_000_000_000, steady: 10 };
  const post = slowRoom(clock);
  post();
  clock.wall -= HOUR_MS;
  clock.steady += 2_000;
  const error = assertThrows(() => post(), ChatError);
  assertEquals([error.code, error.details.retryAfter], ["rate_limited", 3]);
  clock.steady += 3_000;
  post();
  clock.wall += 2 * HOUR_MS;
  assertThrows(() => post(), ChatError);
});

Deno.test("a message that was not stored does not count in a slow room", () => {
  const clock = { wall: 1_800_000_000_000, steady: 10 };
  const post = slowRoom(clock);
  post()();
  clock.steady += 1;
  const takeBack = post();
  assertThrows(() => post(), ChatError);
  clock.steady += 5_000;
  post();
  takeBack();
  assertThrows(() => post(), ChatError);
});
