import type { NotificationLevel, ReadState } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/** Where counting ends. */
const MAX_UNREAD_COUNT = 1_000;

/** Counts what is beyond a row of `reads`; the conditions are those of an index that has no row more. */
const countSql = (condition: string) => `
  (SELECT count(*) FROM (
    SELECT 1 FROM messages
    WHERE messages.room = reads.room AND messages.seq > reads.seq AND author <> reads.account
      AND ${condition}
      AND NOT EXISTS (
        SELECT 1 FROM blocks WHERE blocks.account = reads.account AND other = messages.author)
    LIMIT ${MAX_UNREAD_COUNT}))`;

const UNREAD_COUNT_SQL = countSql("event IS NULL AND deleted_at IS NULL AND thread IS NULL");
/** An id in quotes is found in a JSON list of ids and nowhere else; tombstones have no such list. */
const MENTION_COUNT_SQL = countSql(`mentions IS NOT NULL
  AND (instr(mentions, json_quote(reads.account)) > 0 OR instr(mentions, '"here"') > 0)
  AND (thread IS NULL OR messages.seq > coalesce((
    SELECT seq FROM thread_reads
    WHERE account = reads.account AND room = reads.room AND root = messages.thread), 0))`);

export function readStates(
  db: Database,
  account: string,
  rooms: readonly string[],
): Map<string, ReadState> {
  const rows = db.prepare<ReadState & { room: string }>(`
    SELECT asked.value AS room, coalesce(reads.seq, 0) AS read, ${UNREAD_COUNT_SQL} AS unread,
      ${MENTION_COUNT_SQL} AS mentions,
      coalesce(level, iif(rooms.kind = 'direct', 'all', 'mentions')) AS level
    FROM json_each(?) AS asked
    LEFT JOIN rooms ON rooms.id = asked.value
    LEFT JOIN reads ON reads.account = ? AND reads.room = asked.value
    LEFT JOIN levels ON levels.account = ? AND levels.room = asked.value`)
    .all(JSON.stringify(rooms), account, account);
  return new Map(rows.map(({ room, ...state }) => [room, state]));
}

export function markRead(
  db: Database,
  account: string,
  room: string,
  seq: number,
  thread?: number,
): ReadState {
  if (thread === undefined) markRoomRead(db, account, room, seq);
  else markThreadRead(db, account, room, seq, thread);
  return readStates(db, account, [room]).get(room)!;
}

/** Begins to count for someone who comes in: what was said before is not news. */
export function createReadMarker(db: Database, account: string, room: string): void {
  markRoomRead(db, account, room, Number.MAX_SAFE_INTEGER);
}

/** Only members have a state. */
function markRoomRead(db: Database, account: string, room: string, seq: number): void {
  db.prepare(`
    INSERT INTO reads (account, room, seq)
    SELECT account, room, min(?, rooms.seq) FROM members JOIN rooms ON rooms.id = room
    WHERE account = ? AND room = ?
    ON CONFLICT (account, room) DO UPDATE SET seq = max(reads.seq, excluded.seq)`)
    .run(seq, account, room);
}

/** Only what is a thread is kept, so that nobody fills the table with numbers. */
function markThreadRead(
  db: Database,
  account: string,
  room: string,
  seq: number,
  root: number,
): void {
  db.prepare(`
    INSERT INTO thread_reads (account, room, root, seq)
    SELECT ?, rooms.id, messages.seq, min(?, rooms.seq)
    FROM rooms JOIN messages ON messages.room = rooms.id
    WHERE rooms.id = ? AND messages.seq = ? AND replies IS NOT NULL
    ON CONFLICT (account, room, root) DO UPDATE SET seq = max(thread_reads.seq, excluded.seq)`)
    .run(account, seq, room, root);
}

export function threadReadMarkers(
  db: Database,
  account: string,
  room: string,
): Map<number, number> {
  const rows = db.prepare<{ root: number; seq: number }>(
    "SELECT root, seq FROM thread_reads WHERE account = ? AND room = ?",
  ).all(account, room);
  return new Map(rows.map(({ root, seq }) => [root, seq]));
}

/** A reply that takes part is one of the account's own, or one that names it. */
export function listParticipatedThreads(db: Database, account: string, room: string): number[] {
  return db.prepare<{ thread: number }>(`
    SELECT DISTINCT thread FROM messages
    WHERE room = ? AND thread IS NOT NULL AND deleted_at IS NULL
      AND (author = ? OR instr(mentions, json_quote(?)) > 0)
    ORDER BY thread`)
    .all(room, account, account).map(({ thread }) => thread);
}

export function setNotificationLevel(
  db: Database,
  account: string,
  room: string,
  level: NotificationLevel,
): void {
  db.prepare(`
    INSERT INTO levels (account, room, level) VALUES (?, ?, ?)
    ON CONFLICT (account, room) DO UPDATE SET level = excluded.level`)
    .run(account, room, level);
}
