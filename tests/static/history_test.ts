import type { Message } from "../../lib/protocol/model.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { createSnapshot } from "../../static/src/state/create_snapshot.ts";
import { toListedMessage } from "../../static/src/state/reactions.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { isSnapshot } from "../../static/src/state/restore_snapshot.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { assert, assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const run = (state: State, ...actions: StateChange[]) => actions.reduce(reduce, state);

/** A log of so many messages, as one server's history has them. */
function logOf(history: string, count: number): Message[] {
  return Array.from({ length: count }, (_, n) => messageOf(n + 1, n + 1, { content: history }));
}

const roomWith = (log: Message[], over = {}) =>
  roomOf("r", { seq: log.length, rev: log.length, ...over });

function online(history: string | undefined, log: Message[], over = {}): StateChange {
  const link = { kind: "online" as const, account: ANA, rooms: [roomWith(log, over)] };
  return { type: "link", link: history === undefined ? link : { ...link, history } };
}

/** The newest page, as the first join or one of another history is answered. */
function reset(log: Message[], messages = log): StateChange {
  const about = { rev: log.length, online: 1, reset: true, more: messages.length < log.length };
  const line = { type: "joined" as const, room: roomWith(log), ...about, messages };
  return { type: "line", line };
}

/** Ana has read a room of 20 messages, of which she knows more than its log. */
function begun(history: string | undefined = "first"): State {
  const log = logOf("first", 20);
  const started = run(
    initialState({ kind: "room", id: "r" }, 0),
    { type: "signedIn", account: ANA, drafts: { r: "a draft" } },
    online(history, log),
    reset(log),
    { type: "following", following: true },
    { type: "savedIn", room: "r", seqs: [3] },
    { type: "reacted", room: "r", seq: 3, emoji: ["👍"] },
    { type: "threads", room: "r", read: { 3: 19 }, followed: { 3: true } },
    { type: "listAsked", list: "pins", subject: "r", query: "" },
    {
      type: "listed",
      list: "pins",
      subject: "r",
      query: "",
      items: [toListedMessage(log[2]!)],
      next: undefined,
      after: undefined,
    },
    { type: "dialog", dialog: { kind: "history", room: "r", seq: 3 } },
    {
      type: "compose",
      room: "r",
      compose: { kind: "reply", seq: 20, userId: "bo", name: "Bo", content: "first" },
    },
  );
  assertEquals([started.rooms.r!.read, started.lists.pins!.items.length], [20, 1]);
  return started;
}

const OFFLINE: StateChange = { type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } };

Deno.test("a page whose server went back to a backup shows the server's list, and forgets positions", () => {
  const log = logOf("second", 30);
  const back = run(begun(), OFFLINE, online("second", log, { read: 5 }));
  const { rooms: { r }, saved, ownReactions, lists, dialog, composeTargets } = back;
  assertEquals([r!.read, r!.window, r!.threads], [5, undefined, undefined]);
  assertEquals([saved, ownReactions, composeTargets, dialog], [{}, {}, {}, undefined]);
  assertEquals(lists.pins, undefined);
  // What one writes is one's own, whatever the server has.
  assertEquals(back.drafts, { r: "a draft" });
  const shown = run({ ...back, atNewest: false }, reset(log, log.slice(-10)));
  assertEquals(shown.rooms.r!.window!.messages, log.slice(-10));
  assertEquals(shown.rooms.r!.read, 5);
});

Deno.test("a page keeps what it has when the same server is back, or one that names no history", () => {
  for (const history of ["first", undefined]) {
    const before = run(begun(), OFFLINE);
    const back = run(before, online(history, logOf("first", 20), { read: 20 }));
    assertStrictEquals(back.rooms.r!.window, before.rooms.r!.window);
    assertEquals([back.history, back.saved, back.composeTargets], [
      "first",
      { r: [3] },
      before.composeTargets,
    ]);
  }
});

Deno.test("the first history that a page hears of changes nothing that it has loaded", () => {
  const before = run(begun(undefined), OFFLINE);
  const back = run(before, online("first", logOf("first", 20), { read: 20 }));
  assertStrictEquals(back.rooms.r!.window, before.rooms.r!.window);
  assertEquals(back.history, "first");
});

Deno.test("what was kept of another history is gone as soon as the server is there", () => {
  const snapshot: unknown = JSON.parse(JSON.stringify(createSnapshot(begun(), ["r"])));
  assert(isSnapshot(snapshot));
  const restored = run(
    initialState({ kind: "room", id: "r" }, 0),
    { type: "restored", snapshot, drafts: {} },
  );
  assertEquals(restored.rooms.r!.window!.messages.length, 20);
  assertEquals(run(restored, online("first", logOf("first", 20))).rooms.r!.read, 20);
  const back = run(restored, online("second", logOf("second", 8), { read: 5 }));
  assertEquals([back.rooms.r!.window, back.rooms.r!.read], [undefined, 5]);
});

Deno.test("an edit of another history ends, and its words stay", () => {
  const { drafts, composeTargets } = run(
    begun(),
    { type: "compose", room: "r", compose: { kind: "edit", seq: 20, draft: "" } },
    { type: "draft", room: "r", text: "better words", persisted: true },
    online("second", logOf("second", 8)),
  );
  assertEquals([drafts, composeTargets], [{ r: "better words" }, {}]);
});
