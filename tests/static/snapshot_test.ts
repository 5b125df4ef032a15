import fc from "fast-check";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { createSnapshot } from "../../static/src/state/create_snapshot.ts";
import { isSnapshot, recentOf } from "../../static/src/state/restore_snapshot.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf, ServerModel } from "./server_model.ts";

const run = (state: State, ...actions: StateChange[]) => actions.reduce(reduce, state);
const open = () => initialState({ kind: "room", id: "r" }, 0);

/** What a page that begins without a server shows, from what another kept. */
function reopened(state: State, recent = ["r"]): State {
  const kept: unknown = JSON.parse(JSON.stringify(createSnapshot(state, recent)));
  assert(isSnapshot(kept));
  return run(open(), { type: "restored", snapshot: kept, drafts: {} });
}

const step = fc.oneof(
  fc.constant({ kind: "post" } as const),
  fc.record({ kind: fc.constant("edit" as const), at: fc.nat(30) }),
  fc.constant({ kind: "hear" } as const),
);

Deno.test("whatever was kept shows again what was shown, and nothing of it outlasts the server's truth", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.array(step, { maxLength: 60 }),
      (before, after) => {
        const server = new ServerModel();
        let state = run(open(), { type: "signedIn", account: ANA, drafts: {} });
        state = run(state, { type: "room", room: server.room });
        server.reconnect();
        const hear = () => {
          const line = server.next();
          if (line) state = run(state, { type: "line", line });
        };
        const take = (steps: typeof before, isHeard: boolean) => {
          for (const one of steps) {
            if (one.kind === "post") server.post();
            else if (one.kind === "edit") server.edit(one.at);
            else if (isHeard) hear();
          }
        };
        hear();
        take(before, true);
        const shown = state.rooms.r?.window?.messages ?? [];

        state = reopened(state);
        assertEquals(state.rooms.r?.window?.messages ?? [], shown.slice(-50));
        assert(state.offline && state.session.kind === "open");

        // The client of a new page knows no rev.
        take(after, false);
        const fresh = new ServerModel();
        Object.assign(fresh, { log: server.log, rev: server.rev });
        fresh.reconnect();
        const link = { kind: "online" as const, account: ANA, rooms: [server.room] };
        state = run(state, { type: "link", link }, { type: "line", line: fresh.next()! });
        const held = state.rooms.r!.window!;
        assertEquals(held.messages, server.log.slice(-held.messages.length || server.log.length));
        assertEquals(held.hasOlder, held.messages.length < server.log.length);
        assert(!state.offline);
      },
    ),
    { numRuns: 300 },
  );
});

/** Ana in so many rooms, each with so many messages of so many letters. */
function busy(rooms: number, messages: number, letters: number): State {
  const state = run(open(), { type: "signedIn", account: ANA, drafts: {} });
  return Array.from({ length: rooms }, (_, n) => `r${n}`).reduce(
    (state, room) =>
      run(state, { type: "room", room: roomOf(room) }, {
        type: "line",
        line: {
          type: "joined",
          room: roomOf(room, { seq: messages, rev: messages }),
          rev: messages,
          online: 1,
          reset: true,
          more: false,
          messages: Array.from(
            { length: messages },
            (_, at) => messageOf(at + 1, at + 1, { room, content: "x".repeat(letters) }),
          ),
        },
      }),
    state,
  );
}

Deno.test("what is kept is bounded: the newest page of the rooms that were open lately", () => {
  const snapshot = createSnapshot(busy(400, 80, 10), ["r9", "r3", "gone"])!;
  assertEquals([snapshot.rooms.length, recentOf(snapshot)], [300, ["r9", "r3"]]);
  const [first] = snapshot.rooms;
  assertEquals([first!.page!.messages.length, first!.page!.more], [50, true]);
  assertEquals(first!.page!.messages.at(-1)!.seq, 80);
  const long = createSnapshot(busy(6, 50, 4_000), ["r0", "r1", "r2", "r3"])!;
  assert(JSON.stringify(long).length < 400_000);
  assert(long.rooms[0]!.page!.messages.length === 50);
});

Deno.test("nothing is kept of nobody, and what another build kept is not shown", () => {
  assertEquals(createSnapshot(open(), []), undefined);
  const snapshot = createSnapshot(busy(1, 1, 1), ["r0"])!;
  for (
    const wrong of [
      null,
      undefined,
      7,
      "text",
      {},
      { ...snapshot, version: 0 },
      { ...snapshot, account: {} },
      { ...snapshot, rooms: [{}] },
      { ...snapshot, blocked: undefined },
    ]
  ) assert(!isSnapshot(wrong));
});

Deno.test("signing out, or someone else, leaves nothing of what was restored", () => {
  const state = reopened(busy(3, 5, 5), ["r0"]);
  assertEquals(Object.keys(state.rooms).length, 3);
  const gone = run(state, { type: "signedOut", reason: "signed_out" });
  assertEquals([gone.rooms, gone.lists, gone.session.kind], [{}, {}, "none"]);
  const other = run(state, { type: "signedIn", account: { ...ANA, id: "bo" }, drafts: {} });
  assertEquals([other.rooms, other.lists], [{}, {}]);
});
