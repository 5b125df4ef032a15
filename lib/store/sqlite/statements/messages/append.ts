import type { SentFile } from "../../../../protocol/model.ts";
import type { AppendResult, NewMessage } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { collectChanges, findEntry, insertEntry } from "./entries.ts";
import { attachFiles, findAttachableFiles } from "../files/files.ts";
import { findReplyPreview } from "./reply_previews.ts";
import { countReply, findThreadRoot } from "./threads.ts";

interface FirstMessageRow {
  n: number;
  room: string;
  seq: number;
  content: string;
  isNotice: number;
  isDeleted: number;
  isEdited: number;
  files: string | null;
}

export function appendMessage(db: Database, message: NewMessage): AppendResult {
  const first = db.prepare<FirstMessageRow>(`
    SELECT n, room, seq, content, event IS NOT NULL AS isNotice,
      deleted_at IS NOT NULL AS isDeleted, edited_at IS NOT NULL AS isEdited, files
    FROM messages WHERE author = ? AND id = ?`)
    .get(message.author, message.id);
  if (first) {
    return isRetryOf(db, first, message)
      ? { kind: "repeated", entry: findEntry(db, first.room, first.seq)! }
      : { kind: "conflict" };
  }
  const { room, author, at, reply, mentions } = message;
  const files = findAttachableFiles(db, message);
  if (!files) return { kind: "no_file" };
  const replyPreview = reply === undefined ? undefined : findReplyPreview(db, room, reply);
  const thread = message.thread === undefined
    ? undefined
    : findThreadRoot(db, room, message.thread);
  const position = insertEntry(db, message, { quote: replyPreview, thread, mentions, files });
  if (!position) return { kind: "no_room" };
  attachFiles(db, room, position.seq, files);
  const stored: AppendResult = { kind: "stored", ...position, at };
  if (replyPreview) stored.quote = replyPreview;
  if (files.length > 0) stored.files = files;
  if (thread !== undefined) {
    stored.also = collectChanges(
      db,
      room,
      () => countReply(db, room, thread, { author, at, seq: position.seq }),
    );
  }
  return stored;
}

/** Whether a message is what was said first; what it answers or continues does not matter. */
function isRetryOf(db: Database, first: FirstMessageRow, message: NewMessage): boolean {
  const { room, content, files = [] } = message;
  if (first.isNotice || first.room !== room) return false;
  // What a tombstone said is gone, so it cannot be told from what is said again.
  if (first.isDeleted) return true;
  const storedFiles: SentFile[] = first.files === null ? [] : JSON.parse(first.files);
  return content === (first.isEdited ? readOriginalContent(db, first) : first.content) &&
    storedFiles.length === files.length && storedFiles.every(({ id }, n) => id === files[n]);
}

function readOriginalContent(db: Database, { n }: FirstMessageRow): string | undefined {
  return db.prepare<{ content: string }>(
    "SELECT content FROM edits WHERE message = ? ORDER BY n LIMIT 1",
  ).get(n)?.content;
}
