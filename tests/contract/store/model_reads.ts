import type {
  Entry,
  PageBounds,
  ReadState,
  RoomChangesPage,
  Store,
  StoredMessagePage,
  StoredPage,
} from "../../../lib/store/store.ts";
import type { RoomModel } from "./model_room.ts";

/** One look at a room, in small numbers: `place` is a `seq` or a `rev`, 0 for none. */
export interface ReadRequest {
  limit: number;
  bytes: number;
  position: number;
}

/** Everything that a store answers to a look. */
export async function readStore(
  store: Store,
  of: string,
  { position: place, ...bounds }: ReadRequest,
  account: string,
) {
  const [page, changes, around, after, thread, pins, edits, states] = await Promise.all([
    store.readPage(of, bounds, place || undefined),
    store.readChanges(of, bounds, place),
    store.readAround(of, bounds, place + 1),
    store.readAfter(of, bounds, place),
    store.readThread(of, place, bounds),
    store.listPins(of, bounds.limit),
    store.listEdits(of, place, bounds),
    store.readStates(account, [of]),
  ]);
  const versions = {
    edits: edits.edits.map(({ content, at }) => ({ content, at })),
    more: edits.more,
  };
  return { page, changes, around, after, thread, pins, edits: versions, state: states.get(of) };
}

/** The same, by the model. */
export function readModel(
  talk: RoomModel,
  { position: place, ...bounds }: ReadRequest,
  account: string,
) {
  return {
    page: readPage(talk, bounds, place || undefined),
    changes: readChanges(talk, bounds, place),
    around: readAround(talk, bounds, place + 1),
    after: pageOf(talk, takeWithinBounds(talk.log.slice(place), bounds)),
    thread: readThread(talk, bounds, place),
    pins: listPins(talk, bounds.limit),
    edits: plainEdits(talk.edits.get(place) ?? [], bounds),
    state: readStateOf(talk, account),
  };
}

function readPage(
  { log, rev }: RoomModel,
  bounds: PageBounds,
  before = Infinity,
): StoredMessagePage {
  const older = log.filter(({ seq }) => seq < before);
  const entries = takeWithinBounds(older.toReversed(), bounds).reverse();
  return { entries, more: entries.length < older.length, rev };
}

function readChanges({ log, rev }: RoomModel, bounds: PageBounds, since: number): RoomChangesPage {
  const changed = log.filter((entry) => entry.rev > since).sort((a, b) => a.rev - b.rev);
  const entries = takeWithinBounds(changed, bounds);
  return entries.length < changed.length ? { kind: "too_far" } : { kind: "changes", entries, rev };
}

function readAround(talk: RoomModel, { limit, bytes }: PageBounds, seq: number): StoredPage {
  const half = Math.ceil(limit / 2);
  const upTo = talk.log.slice(0, seq).reverse();
  const before = takeWithinBounds(upTo, { limit: half, bytes: bytes / 2 }).reverse();
  const left = before.reduce((left, entry) => left - bytesOf(entry), bytes);
  const after = takeWithinBounds(talk.log.slice(seq), { limit: limit - half, bytes: left }, 0);
  return pageOf(talk, [...before, ...after]);
}

function pageOf({ log, rev }: RoomModel, entries: Entry[]): StoredPage {
  const first = entries[0]?.seq ?? log.length + 1;
  const last = entries.at(-1)?.seq ?? log.length;
  return { entries, more: first > 1, after: last < log.length, rev };
}

function readThread({ log, rev }: RoomModel, bounds: PageBounds, root: number) {
  const replies = log.filter(({ thread }) => thread === root).reverse();
  const entries = takeWithinBounds(replies, bounds).reverse();
  return { root: log[root - 1], entries, more: entries.length < replies.length, rev };
}

function listPins({ log, pins }: RoomModel, limit: number): Entry[] {
  const latest = pins.toSorted((a, b) => b.at - a.at || b.seq - a.seq);
  return latest.slice(0, limit).map(({ seq }) => log[seq - 1]!);
}

export function readStateOf({ log, reads }: RoomModel, account: string): ReadState {
  const read = reads.get(account);
  const unreadEntries = log.filter((entry) =>
    entry.seq > (read ?? Infinity) && entry.author !== account && !entry.event && !entry.deleted
  );
  const unread = unreadEntries.filter(({ thread }) => thread === undefined);
  const mentioning = unreadEntries.filter(({ mentions = [] }) =>
    mentions.includes(account) || mentions.includes("here")
  );
  return { read: read ?? 0, unread: unread.length, mentions: mentioning.length, level: "mentions" };
}

function takeWithinBounds(entries: Entry[], { limit, bytes }: PageBounds, least = 1): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries.slice(0, limit)) {
    bytes -= bytesOf(entry);
    if (bytes < 0 && taken.length >= least) break;
    taken.push(entry);
  }
  return taken;
}

function bytesOf({ content }: Entry): number {
  return new TextEncoder().encode(content).length;
}

function plainEdits(all: readonly { content: string; at: number }[], { limit, bytes }: PageBounds) {
  const length = ({ content }: { content: string }) => new TextEncoder().encode(content).length;
  let total = 0;
  const over = all.findIndex((edit) => (total += length(edit)) > bytes);
  const edits = all.slice(0, Math.min(limit, over === -1 ? all.length : Math.max(over, 1)));
  return { edits, more: edits.length < all.length };
}
