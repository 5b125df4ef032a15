import type { Appended, NewMessage, NewNotice, Place } from "../store.ts";
import type { Database } from "./driver.ts";

interface Stored extends Place {
  room: string;
  content: string;
  event: string | null;
  at: number;
}

export function appendMessage(db: Database, message: NewMessage): Appended {
  const first = db.prepare<Stored>(`
    SELECT room, seq, rev, content, event, at FROM messages WHERE author = ? AND id = ?`)
    .get(message.author, message.id);
  if (first) {
    const same = first.room === message.room && first.content === message.content &&
      first.event === null;
    return same
      ? { kind: "repeated", seq: first.seq, rev: first.rev, at: first.at }
      : { kind: "conflict" };
  }
  const place = append(db, message, null);
  return place
    ? { kind: "stored", seq: place.seq, rev: place.rev, at: message.at }
    : { kind: "no_room" };
}

/** @throws when there is no such room, or its author has used the id. */
export function appendNotice(db: Database, notice: NewNotice): Place {
  const place = append(db, notice, JSON.stringify(notice.event));
  if (!place) throw new Error(`there is no room ${notice.room}`);
  return { seq: place.seq, rev: place.rev };
}

function append(db: Database, entry: NewMessage, event: string | null): Place | undefined {
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
      event,
      entry.at,
    );
  return place;
}
