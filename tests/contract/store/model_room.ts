import type { Entry, MessageUpdates, ReplyPreview } from "../../../lib/store/store.ts";
import { account } from "./fixtures.ts";

/** A room's log, as plainly as can be. */
export interface RoomModel {
  rev: number;
  log: Entry[];
  /** What messages said before, by `seq`. */
  edits: Map<number, { content: string; at: number }[]>;
  /** The messages that are pinned, the latest last. */
  pins: { seq: number; at: number }[];
  /** How far members have read. */
  reads: Map<string, number>;
}

/** A message that is neither a notice nor a tombstone. */
export function messageAt(talk: RoomModel | undefined, seq: number): Entry | undefined {
  const entry = talk?.log[seq - 1];
  return entry?.event || entry?.deleted ? undefined : entry;
}

/** Changes an entry; what is `undefined` is taken away. */
export function change(talk: RoomModel, seq: number, over: Record<string, unknown>): Entry {
  const all = Object.entries({ ...talk.log[seq - 1], ...over, rev: ++talk.rev });
  const entry = Object.fromEntries(all.filter(([, value]) => value !== undefined)) as unknown;
  return talk.log[seq - 1] = entry as Entry;
}

export function quoteOf(talk: RoomModel, seq?: number): ReplyPreview | undefined {
  const entry = talk.log[(seq ?? 0) - 1];
  if (!entry || entry.deleted) return undefined;
  return { seq: entry.seq, author: entry.author, name: entry.name, content: entry.content };
}

export function rootOf(talk: RoomModel, seq?: number): number | undefined {
  const entry = talk.log[(seq ?? 0) - 1];
  if (entry?.thread !== undefined) return rootOf(talk, entry.thread);
  return messageAt(talk, seq ?? 0)?.seq;
}

/** Says at a root what its thread holds. */
export function summarize(talk: RoomModel, root: number): Entry {
  const replies = talk.log.filter(({ thread, deleted }) => thread === root && !deleted).reverse();
  const people = [...new Set(replies.map(({ author }) => author))].slice(0, 3).map(named);
  const count = replies.length;
  return change(talk, root, {
    replies: count === 0
      ? undefined
      : { count, last: replies[0]!.at, seq: replies[0]!.seq, people },
  });
}

export function edit(
  talk: RoomModel,
  seq: number,
  to: Parameters<MessageUpdates["editMessage"]>[2],
) {
  const before = messageAt(talk, seq);
  if (!before || before.content === to.content) return [];
  const { content, at } = to;
  const previous = { content: before.content, at: before.editedAt ?? before.at };
  talk.edits.set(seq, [...talk.edits.get(seq) ?? [], previous]);
  const mentions = to.mentions.length > 0 ? to.mentions : undefined;
  return [change(talk, seq, { content, mentions, editedAt: at }), ...requote(talk, seq, content)];
}

export function remove(talk: RoomModel, seq: number): Entry[] {
  const message = messageAt(talk, seq);
  if (!message) return [];
  talk.edits.delete(seq);
  talk.pins = talk.pins.filter((pin) => pin.seq !== seq);
  const gone = ["editedAt", "reply", "quote", "mentions", "reactions", "pinned"];
  const nothing = Object.fromEntries(gone.map((key) => [key, undefined]));
  const tombstone = change(talk, seq, { ...nothing, content: "", deleted: true });
  const others = requote(talk, seq, "");
  return [tombstone, ...others, ...(message.thread ? [summarize(talk, message.thread)] : [])];
}

function requote(talk: RoomModel, seq: number, content: string): Entry[] {
  return talk.log.filter(({ reply }) => reply === seq)
    .map((answer) => change(talk, answer.seq, { quote: { ...answer.quote, content } }));
}

export function react(
  talk: RoomModel,
  seq: number,
  { emoji, account, on, most }: Parameters<MessageUpdates["react"]>[2],
): Entry[] | "full" {
  const message = messageAt(talk, seq);
  if (!message) return [];
  const shown = message.reactions ?? [];
  const mine = shown.find((one) => one.emoji === emoji)?.people ?? [];
  if (on === mine.some(({ id }) => id === account)) return [];
  if (on && mine.length === 0 && shown.length >= most) return "full";
  const people = on ? [...mine, named(account)] : mine.filter(({ id }) => id !== account);
  const is = { emoji, count: people.length, people };
  const all = mine.length > 0 ? shown.map((one) => one.emoji === emoji ? is : one) : [...shown, is];
  const left = all.filter(({ count }) => count > 0);
  return [change(talk, seq, { reactions: left.length > 0 ? left : undefined })];
}

export function pin(
  talk: RoomModel,
  seq: number,
  { on, at }: Parameters<MessageUpdates["pinMessage"]>[2],
): Entry[] {
  const message = messageAt(talk, seq);
  if (!message || on === !!message.pinned) return [];
  talk.pins = talk.pins.filter((pin) => pin.seq !== seq);
  if (on) talk.pins.push({ seq, at });
  return [change(talk, seq, { pinned: on || undefined })];
}

function named(id: string) {
  return { id, name: account(id).name };
}
