import type { Bounds, Entry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { fitting, readSizes } from "./page_size.ts";
import { findEntry, nextRev, revOf, selectEntries } from "./entries.ts";
import type { KeptReplies } from "./row_mapping.ts";

/** Those who spoke last, of whom a thread's root tells. */
const PEOPLE = 3;

/**
 * The root of the thread that a message names: itself, or the root of the thread that it is in.
 * `undefined` when that is not there, a notice or a tombstone.
 */
export function rootOf(db: Database, room: string, seq: number): number | undefined {
  const named = db.prepare<{ thread: number | null; canBe: number }>(`
    SELECT thread, event IS NULL AND deleted_at IS NULL AS canBe
    FROM messages WHERE room = ? AND seq = ?`)
    .get(room, seq);
  if (!named) return undefined;
  if (named.thread !== null) return rootOf(db, room, named.thread);
  return named.canBe ? seq : undefined;
}

/** Counts a new reply at the root of its thread. */
export function addReply(
  db: Database,
  room: string,
  root: number,
  { author, at, seq }: { author: string; at: number; seq: number },
): void {
  const { count, people } = repliesOf(db, room, root);
  const latest = [author, ...people.filter((id) => id !== author)].slice(0, PEOPLE);
  setReplies(db, room, root, { count: count + 1, last: at, seq, people: latest });
}

/** Counts the replies of a thread again, when one of them was deleted. */
export function removeReply(db: Database, room: string, root: number): void {
  const { count } = repliesOf(db, room, root);
  // SQLite takes the other columns of such a group from the row with its highest seq.
  const latest = db.prepare<{ author: string; at: number; latest: number }>(`
    SELECT author, at, max(seq) AS latest FROM messages
    WHERE room = ? AND thread = ? AND deleted_at IS NULL
    GROUP BY author ORDER BY latest DESC LIMIT ?`)
    .all(room, root, PEOPLE);
  const people = latest.map(({ author }) => author);
  const [newest] = latest;
  const last = newest ? { last: newest.at, seq: newest.latest } : { last: 0 };
  setReplies(db, room, root, { count: count - 1, ...last, people });
}

export function readThread(
  db: Database,
  room: string,
  root: number,
  bounds: Bounds,
  before = Number.MAX_SAFE_INTEGER,
): { root: Entry | undefined; entries: Entry[]; more: boolean; rev: number } {
  const newest = "room = ? AND thread = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
  const sizes = readSizes(db, "seq", newest, room, root, before, bounds.limit + 1);
  const page = fitting(sizes, bounds);
  const entries = selectEntries(
    db,
    "room = ? AND thread = ? AND seq >= ? AND seq < ? ORDER BY seq",
    room,
    root,
    page.at(-1)?.place ?? before,
    before,
  );
  const more = page.length < sizes.length;
  return { root: findEntry(db, room, root), entries, more, rev: revOf(db, room) };
}

function repliesOf(db: Database, room: string, root: number): KeptReplies {
  const kept = db.prepare<{ replies: string | null }>(
    "SELECT replies FROM messages WHERE room = ? AND seq = ?",
  ).get(room, root)?.replies;
  return kept ? JSON.parse(kept) : { count: 0, last: 0, people: [] };
}

function setReplies(db: Database, room: string, root: number, replies: KeptReplies): void {
  db.prepare("UPDATE messages SET replies = ?, rev = ? WHERE room = ? AND seq = ?")
    .run(
      replies.count === 0 ? null : JSON.stringify(replies),
      nextRev(db, room),
      room,
      root,
    );
}
