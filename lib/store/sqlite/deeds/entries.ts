import type { NoticeEvent } from "../../../protocol/lines.ts";
import type { Entry, NewMessage, Place } from "../../store.ts";
import type { Database } from "../driver.ts";

/** Reads entries with their authors' names, for `toEntry()`. */
export const SELECT_ENTRY = `
  SELECT room, seq, rev, author, messages.id, content, event, at, deleted_at AS deletedAt,
    accounts.name
  FROM messages JOIN accounts ON accounts.id = author`;

export interface EntryRow extends Omit<Entry, "event" | "deleted"> {
  event: string | null;
  deletedAt: number | null;
}

export function toEntry({ event, deletedAt, ...entry }: EntryRow): Entry {
  return {
    ...entry,
    ...(event === null ? {} : { event: JSON.parse(event) as NoticeEvent }),
    ...(deletedAt === null ? {} : { deleted: true }),
  };
}

export function findEntry(db: Database, room: string, seq: number): Entry | undefined {
  const row = db.prepare<EntryRow>(`${SELECT_ENTRY} WHERE room = ? AND seq = ?`).get(room, seq);
  return row && toEntry(row);
}

/** Gives an entry the next place of its room; `undefined` when there is no such room. */
export function append(
  db: Database,
  entry: NewMessage,
  event: NoticeEvent | null,
): Place | undefined {
  const place = db.prepare<Place>(
    "UPDATE rooms SET seq = seq + 1, rev = rev + 1 WHERE id = ? RETURNING seq, rev",
  ).get(entry.room);
  if (!place) return undefined;
  db.prepare(`
    INSERT INTO messages (room, seq, rev, author, id, content, event, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      entry.room,
      place.seq,
      place.rev,
      entry.author,
      entry.id,
      entry.content,
      event && JSON.stringify(event),
      entry.at,
    );
  return { seq: place.seq, rev: place.rev };
}

/** The next `rev` of a room, for a change of an entry that it has. */
export function nextRev(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("UPDATE rooms SET rev = rev + 1 WHERE id = ? RETURNING rev")
    .get(room)!.rev;
}
