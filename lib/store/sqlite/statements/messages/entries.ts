import type { NoticeEvent, SentFile } from "../../../../protocol/model.ts";
import type { Entry, Place, Quote, Said } from "../../../store.ts";
import type { Database, Value } from "../../driver/driver.ts";
import { ENTRY, type EntryRow, toEntries } from "./row_mapping.ts";

/** Reads entries; `where` may also order and limit them. */
export function selectEntries(db: Database, where: string, ...values: Value[]): Entry[] {
  return toEntries(
    db,
    db.prepare<EntryRow>(
      `SELECT ${ENTRY} FROM messages JOIN accounts ON accounts.id = author WHERE ${where}`,
    ).all(...values),
  );
}

export function findEntry(db: Database, room: string, seq: number): Entry | undefined {
  return selectEntries(db, "room = ? AND seq = ?", room, seq)[0];
}

/** A message that was not deleted, as it is kept. */
export interface KeptMessage {
  n: number;
  author: string;
  content: string;
  /** When it was made to say that. */
  saidAt: number;
  thread: number | null;
  reactions: string | null;
  isPinned: number;
}

/** The message at a place; `undefined` when there is none, or a notice or a tombstone. */
export function findMessage(db: Database, room: string, seq: number): KeptMessage | undefined {
  return db.prepare<KeptMessage>(`
    SELECT n, author, content, coalesce(edited_at, at) AS saidAt, thread, reactions,
      pinned_at IS NOT NULL AS isPinned
    FROM messages WHERE room = ? AND seq = ? AND event IS NULL AND deleted_at IS NULL`)
    .get(room, seq);
}

/** What an entry may bring besides its words. */
interface Besides {
  event?: NoticeEvent;
  quote?: Quote | undefined;
  thread?: number | undefined;
  mentions?: readonly string[] | undefined;
  files?: SentFile[] | undefined;
}

/** Gives an entry the next place of its room; `undefined` when there is no such room. */
export function append(
  db: Database,
  entry: Said,
  { event, quote, thread, mentions, files = [] }: Besides,
): Place | undefined {
  const place = db.prepare<Place>(
    `UPDATE rooms SET seq = seq + 1, rev = rev + 1 WHERE id = ? AND deleted_at IS NULL
    RETURNING seq, rev`,
  ).get(entry.room);
  if (!place) return undefined;
  db.prepare(`
    INSERT INTO messages
      (room, seq, rev, author, id, content, event, at, reply, quote, thread, mentions, files)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      entry.room,
      place.seq,
      place.rev,
      entry.author,
      entry.id,
      entry.content,
      event ? JSON.stringify(event) : null,
      entry.at,
      quote?.seq ?? null,
      quote ? keptQuote(quote) : null,
      thread ?? null,
      keptMentions(mentions),
      files.length === 0 ? null : JSON.stringify(files),
    );
  return { seq: place.seq, rev: place.rev };
}

export function keptQuote({ author, content }: Pick<Quote, "author" | "content">): string {
  return JSON.stringify({ author, content });
}

export function keptMentions(mentions: readonly string[] = []): string | null {
  return mentions.length === 0 ? null : JSON.stringify(mentions);
}

/** The next `rev` of a room, for a change of an entry that it has. */
export function nextRev(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("UPDATE rooms SET rev = rev + 1 WHERE id = ? RETURNING rev")
    .get(room)!.rev;
}

/** Where a room's `rev` stands; 0 when there is no such room. */
export function revOf(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("SELECT rev FROM rooms WHERE id = ?").get(room)?.rev ?? 0;
}

/** Changes entries of a room, and gives them as they are then, by `rev`. */
export function changing(db: Database, room: string, change: () => void): Entry[] {
  const before = revOf(db, room);
  change();
  return selectEntries(db, "room = ? AND rev > ? ORDER BY rev", room, before);
}
