import type { Message } from "../../../lib/protocol/model.ts";
import type { ServerEvents } from "../../../lib/protocol/server_events.ts";
import type { ListedMessage, PagedLists } from "./paged_lists.ts";
import { type TimelineMessage, toTimelineMessage } from "./timeline.ts";
import { shownAt } from "./message_window.ts";
import { parseComposerKey } from "./composer_key.ts";
import { openRoom } from "./selectors.ts";
import type { Thread } from "./thread.ts";
import type { JoinedRoom, State } from "./state.ts";

/** Whether one has used an emoji on a message; `waits`: the server has not said so yet. */
export interface OptimisticReaction {
  active: boolean;
  pending: boolean;
}

/** Which messages one is at: the ids of their elements under the pointer, and with the focus. */
export interface FocusedMessage {
  hover: string | undefined;
  focus: string | undefined;
}

/** One's own reactions to a message, as far as lines for everyone do not tell. */
export interface OwnReactions {
  byEmoji: Readonly<Record<string, OptimisticReaction>>;
  /** Whether an emoji that is not in `by` was not used. */
  complete: boolean;
}

type Place = Pick<Message, "room" | "seq">;

/** What stands for a message among those of all rooms, as in `lobby/12`. */
export function messageKey({ room, seq }: Place): string {
  return `${room}/${seq}`;
}

/** A message as an item of a list. */
export function toListedMessage(message: Message): ListedMessage {
  return { id: messageKey(message), message };
}

/** A message that is shown, in its room or in the thread that is open, by its place. */
export function findMessage(
  state: State,
  { room, seq }: Place,
): { own: JoinedRoom; said: TimelineMessage } | undefined {
  const own = state.rooms[room];
  const { thread } = state;
  const found = shownAt(own?.window, seq) ??
    (thread?.room === room ? inThread(thread, seq) : undefined);
  if (!own || found?.type !== "message" || found.deleted) return undefined;
  return { own, said: toTimelineMessage(found) };
}

function inThread({ rootMessage: options, messages }: Thread, seq: number): Message | undefined {
  return [options, ...messages].find((message) => message?.seq === seq);
}

/** One's own reaction, as one wants it or as the server said it. */
export function withReaction(
  state: State,
  place: Place,
  emoji: string,
  to: OptimisticReaction,
): State {
  const { byEmoji, complete = false } = state.ownReactions[messageKey(place)] ?? {};
  return withOwn(state, place, { byEmoji: { ...byEmoji, [emoji]: to }, complete });
}

/** All that the server knows of one's own reactions to a message; what waits goes on to wait. */
export function withReactions(state: State, place: Place, emoji: readonly string[]): State {
  const held = state.ownReactions[messageKey(place)]?.byEmoji ?? {};
  const waiting = Object.entries(held).filter(([, { pending }]) => pending);
  const known = emoji.map((one) => [one, { active: true, pending: false }] as const);
  return withOwn(state, place, {
    byEmoji: Object.fromEntries([...known, ...waiting]),
    complete: true,
  });
}

function withOwn(state: State, place: Place, own: OwnReactions): State {
  return { ...state, ownReactions: { ...state.ownReactions, [messageKey(place)]: own } };
}

/** What waited for the server, on one message or on all, came to nothing. */
export function withoutWaiting(state: State, place?: Place): State {
  const only = place && messageKey(place);
  const entries = Object.entries(state.ownReactions).map(([key, own]) => {
    const stored = Object.entries(own.byEmoji).filter(([, { pending }]) => !pending);
    const isOther = only !== undefined && key !== only;
    return [key, isOther ? own : { ...own, byEmoji: Object.fromEntries(stored) }] as const;
  });
  return { ...state, ownReactions: Object.fromEntries(entries) };
}

/** One has saved a message, or forgotten it. */
export function withSaved(
  state: State,
  { room, seq, on }: Omit<ServerEvents["saved"], "type">,
): State {
  const id = messageKey({ room, seq });
  const lists = on ? state.lists : change(state.lists, "saved", id, undefined);
  const seqs = state.saved[room];
  if (!seqs || seqs.includes(seq) === on) return { ...state, lists };
  const next = on ? [...seqs, seq] : seqs.filter((one) => one !== seq);
  return { ...state, lists, saved: { ...state.saved, [room]: next } };
}

/** After a reconnect only what is in sight is asked for again. */
export function withoutOthersSaved(state: State): State {
  const id = openRoom(state)?.room.id;
  const seqs = id === undefined ? undefined : state.saved[id];
  return { ...state, saved: id !== undefined && seqs ? { [id]: seqs } : {} };
}

/** What lists show of a message that is new or has changed. */
export function withMessageChange(state: State, line: Message): State {
  const lists = listsAfter(state.lists, line);
  const next = lists === state.lists ? state : { ...state, lists };
  return withoutReplies(next, [line]);
}

/** What was taken back is not answered any more, nor shown by what one writes. */
export function withoutReplies(state: State, news: readonly Message[]): State {
  const all = Object.entries(state.composeTargets);
  const stored = all.filter(([key, { kind, seq }]) =>
    kind === "edit" ||
    !news.some((one) => one.deleted && one.seq === seq && one.room === parseComposerKey(key).room)
  );
  return stored.length === all.length
    ? state
    : { ...state, composeTargets: Object.fromEntries(stored) };
}

function listsAfter(lists: PagedLists, line: Message): PagedLists {
  const id = messageKey(line);
  const next = change(lists, "saved", id, line.deleted ? undefined : line);
  const pins = next.pins;
  if (pins?.subject !== line.room || !pins.loaded) return next;
  if (pins.items.some((item) => item.id === id)) {
    return change(next, "pins", id, line.pinned ? line : undefined);
  }
  return line.pinned
    ? { ...next, pins: { ...pins, items: [toListedMessage(line), ...pins.items] } }
    : next;
}

function change(
  lists: PagedLists,
  name: "pins" | "saved",
  id: string,
  to: Message | undefined,
): PagedLists {
  const list = lists[name];
  if (!list?.items.some((item) => item.id === id)) return lists;
  const items = list.items.flatMap((item) =>
    item.id !== id ? [item] : to ? [item.message.rev < to.rev ? toListedMessage(to) : item] : []
  );
  return { ...lists, [name]: { ...list, items } };
}
