import { LIMITS } from "../../lib/protocol/limits.ts";
import type { Message } from "../../lib/protocol/model.ts";
import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import type { Child } from "../../static/src/vdom/h.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { findMessage, toListedMessage } from "../../static/src/state/reactions.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { timelineItems, type TimelineMessage } from "../../static/src/state/timeline.ts";
import {
  isSameMessageView,
  type MessageView,
  messageView,
  reactionViews,
} from "../../static/src/state/message_view.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { t } from "../../static/src/i18n/index.ts";
import type { Actions } from "../../static/src/actions/types.ts";
import { canAddReaction } from "../../static/src/views/room/message/reaction_actions.ts";
import { messageReactions } from "../../static/src/views/room/message/reactions.ts";
import { assert, assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const line = (line: ServerEvents[keyof ServerEvents]): StateChange => ({ type: "line", line });

/** Ana is in a room that holds these messages. */
function start(messages: Message[] = [messageOf(1)], over: Parameters<typeof roomOf>[1] = {}) {
  const room = roomOf("r", { role: "member", ...over });
  const rev = Math.max(...messages.map((message) => message.rev));
  return [
    { type: "signedIn", account: ANA, drafts: {} } as StateChange,
    { type: "room", room } as StateChange,
    line({ type: "joined", room, rev, online: 1, reset: true, more: false, messages }),
    { type: "link", link: { kind: "online", account: ANA, rooms: [room] } } as StateChange,
  ].reduce(reduce, initialState({ kind: "room", id: "r" }, 0, 0));
}

function at(state: State, seq = 1, thread?: number) {
  const { own, said } = findMessage(state, { room: "r", seq })!;
  return { said, stance: messageView(state, own, said, true, thread) };
}

const people = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
const thumbs = (count: number, ...ids: string[]) => ({
  reactions: [{ emoji: "👍", count, people: people(...ids) }],
});
const crowd = Array.from({ length: 50 }, (_, n) => `p${n}`);
const react = (on: boolean, emoji = "👍"): StateChange => {
  return { type: "react", room: "r", seq: 1, emoji, on };
};
const reacted = (on: boolean, emoji = "👍") =>
  line({ type: "reacted", room: "r", seq: 1, emoji, on });

/** Each emoji with its count, `+` when it is one's own, `~` while it waits, `?` when not known. */
function shown(state: State): string[] {
  const { said, stance } = at(state);
  return reactionViews(said, stance).map(({ emoji, count, own, waits, unknown }) =>
    `${emoji}${count}${own ? "+" : ""}${waits ? "~" : ""}${unknown ? "?" : ""}`
  );
}

/** What the buttons below a message say of themselves. */
function pillsOf(said: TimelineMessage, stance: MessageView): string[] {
  const list = messageReactions(said, stance, {} as Actions) || undefined;
  const labelOf = (vnode: Child): string[] =>
    typeof vnode === "string"
      ? []
      : vnode.tag === "button"
      ? [String(vnode.props["aria-label"])]
      : vnode.children.flatMap(labelOf);
  return list ? labelOf(list) : [];
}

Deno.test("a message says what it has become, from the line and nothing else", () => {
  const become: Partial<TimelineMessage> = {
    editedAt: "2026-03-02T10:00:00.000Z",
    reply: { seq: 1, userId: "bo", name: "Bo", content: "what" },
    pinned: true as const,
    mentions: ["ana"],
    ...thumbs(1, "bo"),
  };
  const { said } = at(start([messageOf(1), messageOf(2, 2, become)]), 2);
  const { editedAt, reply, pinned, mentions, reactions } = said;
  assertEquals({ editedAt, reply, pinned, mentions, reactions }, become);
});

Deno.test("a reply that waits to be sent has its quote already", () => {
  const state = start();
  const pending = { id: "x", room: "r", content: "yes", at: 0, reply: 1 };
  const eyes = { me: ANA, blocked: [], revealed: {} };
  const last = timelineItems(state.rooms.r!, [pending], eyes).at(-1);
  const { userId, name, content } = messageOf(1);
  assert(last?.kind === "message");
  assertEquals(last.message.reply, { seq: 1, userId, name, content });
});

Deno.test("a reaction shows at once, and stays what the server says", () => {
  let state = start([messageOf(1, 1, thumbs(1, "bo"))]);
  assertEquals(shown(state), ["👍1"]);
  state = [react(true), react(true, "🎉")].reduce(reduce, state);
  assertEquals(shown(state), ["👍2+~", "🎉1+~"]);
  state = reduce(state, line(messageOf(1, 2, thumbs(2, "bo", "ana"))));
  assertEquals(shown(state), ["👍2+~", "🎉1+~"]);
  state = reduce(state, reacted(true));
  assertEquals(shown(state), ["👍2+", "🎉1+~"]);
  state = reduce(state, { type: "reactFailed", room: "r", seq: 1 });
  assertEquals(shown(state), ["👍2+"]);
  state = reduce(state, react(false));
  assertEquals(shown(state), ["👍1~"]);
  state = [line(messageOf(1, 3, thumbs(1, "bo"))), reacted(false)].reduce(reduce, state);
  assertEquals(shown(state), ["👍1"]);
});

Deno.test("a reaction that is being taken back is one's own until it is gone", () => {
  const labelOf = (...ids: string[]) => {
    const { said, stance } = at(
      reduce(start([messageOf(1, 1, thumbs(ids.length, ...ids))]), react(false)),
    );
    return pillsOf(said, stance)[0]?.split(", ")[1];
  };
  assertEquals(labelOf("ana"), "You reacted with 👍");
  assertEquals(labelOf("bo", "ana"), "bo reacted with 👍");
});

Deno.test("another emoji is offered until a message has as many as it may", () => {
  const full = (count: number) => ({
    reactions: Array.from({ length: count }, (_, n) => {
      return { emoji: String.fromCodePoint(0x1f600 + n), count: 1, people: people("bo") };
    }),
  });
  const offered = (count: number) => {
    const { said, stance } = at(start([messageOf(1, 1, full(count))]));
    return [canAddReaction(said, stance), pillsOf(said, stance).length];
  };
  assertEquals(offered(LIMITS.emojiPerMessage - 1), [true, LIMITS.emojiPerMessage]);
  assertEquals(offered(LIMITS.emojiPerMessage), [false, LIMITS.emojiPerMessage]);
});

Deno.test("what waits comes to nothing without a connection", () => {
  const state = reduce(start(), react(true));
  const offline = { kind: "offline", retryAt: 0, attempt: 1 } as const;
  assertEquals(shown(reduce(state, { type: "link", link: offline })), []);
});

Deno.test("among more people than a line names, one's own reaction is asked for, and never wrong", () => {
  let state = start([messageOf(1, 1, thumbs(60, ...crowd))]);
  assertEquals(shown(state), ["👍60?"]);
  const answer = (...emoji: string[]): StateChange => ({
    type: "reacted",
    room: "r",
    seq: 1,
    emoji,
  });
  assertEquals(shown(reduce(state, answer())), ["👍60"]);
  state = reduce(state, answer("👍"));
  assertEquals(shown(state), ["👍60+"]);
  state = [line(messageOf(1, 2, thumbs(59, ...crowd))), reacted(false)].reduce(reduce, state);
  assertEquals(shown(state), ["👍59"]);
  assertEquals(shown(reduce(state, line(messageOf(1, 3, thumbs(2, "bo", "ana"))))), ["👍2+"]);
});

Deno.test("pins of the open room follow its lines, the latest first", () => {
  const pin = (seq: number, rev: number) => messageOf(seq, rev, { pinned: true });
  const asked = { list: "pins", subject: "r", query: "" } as const;
  let state = [
    { type: "listAsked", ...asked } as StateChange,
    {
      type: "listed",
      ...asked,
      items: [toListedMessage(pin(1, 1))],
      next: undefined,
      after: undefined,
    } as StateChange,
  ].reduce(reduce, start([pin(1, 1), messageOf(2)]));
  const seqs = () => state.lists.pins!.items.map(({ message }) => message.seq);
  const hear = (message: Message) => state = reduce(state, line(message));
  hear(pin(2, 3));
  assertEquals(seqs(), [2, 1]);
  hear({ ...pin(1, 4), content: "better" });
  assertEquals(state.lists.pins!.items[1]!.message.content, "better");
  hear({ ...pin(1, 2), content: "late" });
  assertEquals(state.lists.pins!.items[1]!.message.content, "better");
  hear(messageOf(2, 5));
  assertEquals(seqs(), [1]);
  const before = state.lists;
  hear(messageOf(3, 6));
  hear({ ...pin(1, 9), room: "elsewhere" });
  assertStrictEquals(state.lists, before);
});

Deno.test("what one saves is marked in its room, and leaves the list when it is forgotten", () => {
  const asked = { list: "saved", subject: "", query: "" } as const;
  const saved = (seq: number, on: boolean) => line({ type: "saved", room: "r", seq, on });
  let state = [
    { type: "savedIn", room: "r", seqs: [1] } as StateChange,
    { type: "listAsked", ...asked } as StateChange,
    {
      type: "listed",
      ...asked,
      items: [toListedMessage(messageOf(1))],
      next: undefined,
      after: undefined,
    } as StateChange,
  ].reduce(reduce, start([messageOf(1), messageOf(2)]));
  const marks = () => [1, 2].map((seq) => at(state, seq).stance.saved);
  assertEquals(marks(), [true, false]);
  state = reduce(state, saved(2, true));
  assertEquals(marks(), [true, true]);
  state = reduce(state, saved(1, false));
  assertEquals([marks(), state.lists.saved!.items], [[false, true], []]);
});

Deno.test("one may do what one has the right to, and nothing without a voice", () => {
  const may = (state: State, seq: number) => {
    const { writable, pinnable, editable, deletable } = at(state, seq).stance;
    return { writable, pinnable, editable, deletable };
  };
  const messages = [messageOf(1), messageOf(2, 2, { userId: "ana" })];
  const all = { writable: true, pinnable: true, editable: true, deletable: true };
  assertEquals(may(start(messages), 2), all);
  assertEquals(may(start(messages), 1), { ...all, editable: false, deletable: false });
  assertEquals(may(start(messages, { role: "owner" }), 1), { ...all, editable: false });
  assertEquals(may(start(messages, { kind: "direct", people: [] }), 2), all);
  assertEquals(may(start(messages, { archived: true }), 2), {
    writable: false,
    pinnable: false,
    editable: false,
    deletable: true,
  });
});

Deno.test("a message that one is at is drawn again, and no other", () => {
  const state = start([messageOf(1), messageOf(2)]);
  const { stance } = at(state, 1);
  const next = reduce(state, { type: "near", hover: stance.id });
  assert(!isSameMessageView(stance, at(next, 1).stance));
  assert(isSameMessageView(at(state, 2).stance, at(next, 2).stance));
  const clock = reduce(state, { type: "clock", now: 1, today: 0 });
  assert(isSameMessageView(stance, at(clock, 1).stance));
});

Deno.test("a thread has its own place to write in", () => {
  const state = start();
  assertEquals(at(state).stance.place, "r");
  assertEquals(at(state, 1, 1).stance.place, "r/1");
  assert(at(state).stance.id !== at(state, 1, 1).stance.id);
});

Deno.test("a tombstone, a notice and what is not there can have nothing done to them", () => {
  const event = { kind: "joined" as const, people: people("bo"), count: 1 };
  const notice = { ...messageOf(2), type: "system", event } as Message;
  const state = start([messageOf(1, 1, { deleted: true, content: "" }), notice]);
  for (const seq of [1, 2, 3]) assertEquals(findMessage(state, { room: "r", seq }), undefined);
});

Deno.test("who reacted is said in words, oneself first", () => {
  const words = t.messages.reactedWith;
  assertEquals(words(["You", "Bo"], 2, "👍"), "You and Bo reacted with 👍");
  assertEquals(words(["Ana", "Bo", "Cy"], 5, "👍"), "Ana, Bo and 3 others reacted with 👍");
});

// A quote is what its own line says, whatever is known of the message that it quotes.
Deno.test("a quote of what was deleted has no words", () => {
  const reply = { seq: 1, userId: "bo", name: "Bo", content: "" };
  const said: TimelineMessage = at(start([messageOf(1), messageOf(2, 2, { reply })]), 2).said;
  assertEquals(said.reply?.content, "");
});
