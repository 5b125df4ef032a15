import type { Entry, PageBounds } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { readEntrySizes, takeWithinBounds } from "./page_size.ts";
import { advanceRev, findEntry, readRev, selectEntries } from "./entries.ts";
import type { StoredReplies } from "./row_mapping.ts";

/** Those who spoke last, of whom a thread's root tells. */
const MAX_THREAD_PEOPLE = 3;

/**
 * The root of the thread that a message names: itself, or the root of the thread that it is in.
 * `undefined` when that is not there, a notice or a tombstone.
 */
export function findThreadRoot(db: Database, room: string, seq: number): number | undefined {
  const message = db.prepare<{ thread: number | null; canBe: number }>(`
    SELECT thread, event IS NULL AND deleted_at IS NULL AS canBe
    FROM messages WHERE room = ? AND seq = ?`)
    .get(room, seq);
  if (!message) return undefined;
  if (message.thread !== null) return findThreadRoot(db, room, message.thread);
  return message.canBe ? seq : undefined;
}

/** Counts a new reply at the root of its thread. */
export function countReply(
  db: Database,
  room: string,
  root: number,
  { author, at, seq }: { author: string; at: number; seq: number },
): void {
  const { count, people } = readReplies(db, room, root);
  const latest = [author, ...people.filter((id) => id !== author)].slice(0, MAX_THREAD_PEOPLE);
  writeReplies(db, room, root, { count: count + 1, last: at, seq, people: latest });
}

/** Counts the replies of a thread again, when one of them was deleted. */
export function uncountReply(db: Database, room: string, root: number): void {
  const { count } = readReplies(db, room, root);
  // SQLite takes the other columns of such a group from the row with its highest seq.
  const latest = db.prepare<{ author: string; at: number; latest: number }>(`
    SELECT author, at, max(seq) AS latest FROM messages
    WHERE room = ? AND thread = ? AND deleted_at IS NULL
    GROUP BY author ORDER BY latest DESC LIMIT ?`)
    .all(room, root, MAX_THREAD_PEOPLE);
  const people = latest.map(({ author }) => author);
  const [newest] = latest;
  const last = newest ? { last: newest.at, seq: newest.latest } : { last: 0 };
  writeReplies(db, room, root, { count: count - 1, ...last, people });
}

export function readThread(
  db: Database,
  room: string,
  root: number,
  bounds: PageBounds,
  before = Number.MAX_SAFE_INTEGER,
): { root: Entry | undefined; entries: Entry[]; more: boolean; rev: number } {
  const newestSql = "room = ? AND thread = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
  const sizes = readEntrySizes(db, "seq", newestSql, room, root, before, bounds.limit + 1);
  const page = takeWithinBounds(sizes, bounds);
  const entries = selectEntries(
    db,
    "room = ? AND thread = ? AND seq >= ? AND seq < ? ORDER BY seq",
    room,
    root,
    page.at(-1)?.position ?? before,
    before,
  );
  const more = page.length < sizes.length;
  return { root: findEntry(db, room, root), entries, more, rev: readRev(db, room) };
}

function readReplies(db: Database, room: string, root: number): StoredReplies {
  const stored = db.prepare<{ replies: string | null }>(
    "SELECT replies FROM messages WHERE room = ? AND seq = ?",
  ).get(room, root)?.replies;
  return stored ? JSON.parse(stored) : { count: 0, last: 0, people: [] };
}

function writeReplies(db: Database, room: string, root: number, replies: StoredReplies): void {
  db.prepare("UPDATE messages SET replies = ?, rev = ? WHERE room = ? AND seq = ?")
    .run(
      replies.count === 0 ? null : JSON.stringify(replies),
      advanceRev(db, room),
      room,
      root,
    );
}
