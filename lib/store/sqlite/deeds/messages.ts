import type { Appended, NewMessage, Place } from "../../store.ts";
import type { Database } from "../driver.ts";
import { append, changing, findEntry } from "./entries.ts";
import { findQuote } from "./quotes.ts";
import { addReply, rootOf } from "./threads.ts";

interface Stored extends Place {
  n: number;
  room: string;
  content: string;
  isNotice: number;
  isDeleted: number;
  isEdited: number;
  reply: number | null;
  at: number;
}

export function appendMessage(db: Database, message: NewMessage): Appended {
  const first = db.prepare<Stored>(`
    SELECT n, room, seq, rev, content, event IS NOT NULL AS isNotice,
      deleted_at IS NOT NULL AS isDeleted, edited_at IS NOT NULL AS isEdited, reply, at
    FROM messages WHERE author = ? AND id = ?`)
    .get(message.author, message.id);
  if (first) return isRepeated(db, first, message) ? repeated(db, first) : { kind: "conflict" };
  const { room, author, at, reply, mentions } = message;
  const quote = reply === undefined ? undefined : findQuote(db, room, reply);
  const thread = message.thread === undefined ? undefined : rootOf(db, room, message.thread);
  const place = append(db, message, { quote, thread, mentions });
  if (!place) return { kind: "no_room" };
  const stored: Appended = { kind: "stored", ...place, at };
  if (quote) stored.quote = quote;
  if (thread !== undefined) {
    stored.also = changing(db, room, () => addReply(db, room, thread, { author, at }));
  }
  return stored;
}

function repeated(db: Database, { room, seq, rev, at, reply }: Stored): Appended {
  const quote = reply === null ? undefined : findEntry(db, room, seq)?.quote;
  return { kind: "repeated", seq, rev, at, ...(quote ? { quote } : {}) };
}

/** Whether a message is what was said first; what it answers or continues does not matter. */
function isRepeated(db: Database, first: Stored, { room, content }: NewMessage): boolean {
  if (first.isNotice || first.room !== room) return false;
  // What a tombstone said is gone, so it cannot be told from what is said again.
  return !!first.isDeleted || content === (first.isEdited ? saidFirst(db, first) : first.content);
}

function saidFirst(db: Database, { n }: Stored): string | undefined {
  return db.prepare<{ content: string }>(
    "SELECT content FROM edits WHERE message = ? ORDER BY n LIMIT 1",
  ).get(n)?.content;
}
