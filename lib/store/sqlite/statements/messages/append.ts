import type { SentFile } from "../../../../protocol/model.ts";
import type { Appended, NewMessage } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { append, changing, findEntry } from "./entries.ts";
import { filesFor, giveFiles } from "../files/files.ts";
import { findQuote } from "./reply_previews.ts";
import { addReply, rootOf } from "./threads.ts";

interface Stored {
  n: number;
  room: string;
  seq: number;
  content: string;
  isNotice: number;
  isDeleted: number;
  isEdited: number;
  files: string | null;
}

export function appendMessage(db: Database, message: NewMessage): Appended {
  const first = db.prepare<Stored>(`
    SELECT n, room, seq, content, event IS NOT NULL AS isNotice,
      deleted_at IS NOT NULL AS isDeleted, edited_at IS NOT NULL AS isEdited, files
    FROM messages WHERE author = ? AND id = ?`)
    .get(message.author, message.id);
  if (first) {
    return isRepeated(db, first, message)
      ? { kind: "repeated", entry: findEntry(db, first.room, first.seq)! }
      : { kind: "conflict" };
  }
  const { room, author, at, reply, mentions } = message;
  const files = filesFor(db, message);
  if (!files) return { kind: "no_file" };
  const quote = reply === undefined ? undefined : findQuote(db, room, reply);
  const thread = message.thread === undefined ? undefined : rootOf(db, room, message.thread);
  const place = append(db, message, { quote, thread, mentions, files });
  if (!place) return { kind: "no_room" };
  giveFiles(db, room, place.seq, files);
  const stored: Appended = { kind: "stored", ...place, at };
  if (quote) stored.quote = quote;
  if (files.length > 0) stored.files = files;
  if (thread !== undefined) {
    stored.also = changing(
      db,
      room,
      () => addReply(db, room, thread, { author, at, seq: place.seq }),
    );
  }
  return stored;
}

/** Whether a message is what was said first; what it answers or continues does not matter. */
function isRepeated(db: Database, first: Stored, message: NewMessage): boolean {
  const { room, content, files = [] } = message;
  if (first.isNotice || first.room !== room) return false;
  // What a tombstone said is gone, so it cannot be told from what is said again.
  if (first.isDeleted) return true;
  const kept: SentFile[] = first.files === null ? [] : JSON.parse(first.files);
  return content === (first.isEdited ? saidFirst(db, first) : first.content) &&
    kept.length === files.length && kept.every(({ id }, n) => id === files[n]);
}

function saidFirst(db: Database, { n }: Stored): string | undefined {
  return db.prepare<{ content: string }>(
    "SELECT content FROM edits WHERE message = ? ORDER BY n LIMIT 1",
  ).get(n)?.content;
}
