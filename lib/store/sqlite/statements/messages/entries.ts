import type { NoticeEvent, SentFile } from "../../../../protocol/model.ts";
import type { Entry, LogPosition, MessageInput, ReplyPreview } from "../../../store.ts";
import type { Database, SqlValue } from "../../driver/driver.ts";
import { ENTRY_COLUMNS, type EntryRow, toEntries } from "./row_mapping.ts";

/** Reads entries; `where` may also order and limit them. */
export function selectEntries(db: Database, where: string, ...values: SqlValue[]): Entry[] {
  return toEntries(
    db,
    db.prepare<EntryRow>(
      `SELECT ${ENTRY_COLUMNS} FROM messages JOIN accounts ON accounts.id = author WHERE ${where}`,
    ).all(...values),
  );
}

export function findEntry(db: Database, room: string, seq: number): Entry | undefined {
  return selectEntries(db, "room = ? AND seq = ?", room, seq)[0];
}

/** A message that was not deleted, as it is kept. */
export interface StoredMessage {
  n: number;
  author: string;
  content: string;
  /** When it was made to say that. */
  contentAt: number;
  thread: number | null;
  reactions: string | null;
  isPinned: number;
}

/** The message at a place; `undefined` when there is none, or a notice or a tombstone. */
export function findMessage(db: Database, room: string, seq: number): StoredMessage | undefined {
  return db.prepare<StoredMessage>(`
    SELECT n, author, content, coalesce(edited_at, at) AS contentAt, thread, reactions,
      pinned_at IS NOT NULL AS isPinned
    FROM messages WHERE room = ? AND seq = ? AND event IS NULL AND deleted_at IS NULL`)
    .get(room, seq);
}

/** What an entry may bring besides its words. */
interface EntryExtras {
  event?: NoticeEvent;
  quote?: ReplyPreview | undefined;
  thread?: number | undefined;
  mentions?: readonly string[] | undefined;
  files?: SentFile[] | undefined;
}

/** Gives an entry the next place of its room; `undefined` when there is no such room. */
export function insertEntry(
  db: Database,
  entry: MessageInput,
  { event, quote, thread, mentions, files = [] }: EntryExtras,
): LogPosition | undefined {
  const position = db.prepare<LogPosition>(
    `UPDATE rooms SET seq = seq + 1, rev = rev + 1 WHERE id = ? AND deleted_at IS NULL
    RETURNING seq, rev`,
  ).get(entry.room);
  if (!position) return undefined;
  db.prepare(`
    INSERT INTO messages
      (room, seq, rev, author, id, content, event, at, reply, quote, thread, mentions, files)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      entry.room,
      position.seq,
      position.rev,
      entry.author,
      entry.id,
      entry.content,
      event ? JSON.stringify(event) : null,
      entry.at,
      quote?.seq ?? null,
      quote ? encodeReplyPreview(quote) : null,
      thread ?? null,
      encodeMentions(mentions),
      files.length === 0 ? null : JSON.stringify(files),
    );
  return { seq: position.seq, rev: position.rev };
}

export function encodeReplyPreview(
  { author, content }: Pick<ReplyPreview, "author" | "content">,
): string {
  return JSON.stringify({ author, content });
}

export function encodeMentions(mentions: readonly string[] = []): string | null {
  return mentions.length === 0 ? null : JSON.stringify(mentions);
}

/** The next `rev` of a room, for a change of an entry that it has. */
export function advanceRev(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("UPDATE rooms SET rev = rev + 1 WHERE id = ? RETURNING rev")
    .get(room)!.rev;
}

/** Where a room's `rev` stands; 0 when there is no such room. */
export function readRev(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("SELECT rev FROM rooms WHERE id = ?").get(room)?.rev ?? 0;
}

/** Changes entries of a room, and gives them as they are then, by `rev`. */
export function collectChanges(db: Database, room: string, change: () => void): Entry[] {
  const previousRev = readRev(db, room);
  change();
  return selectEntries(db, "room = ? AND rev > ? ORDER BY rev", room, previousRev);
}
