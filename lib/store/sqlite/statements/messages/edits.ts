import { LIMITS } from "../../../../protocol/limits.ts";
import type { Entry, MessageVersion, MessageVersionPage, PageBounds } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { type EntrySize, takeWithinBounds } from "./page_size.ts";
import { advanceRev, collectChanges, encodeMentions, findMessage } from "./entries.ts";
import { refreshReplyPreviews, truncatePreview } from "./reply_previews.ts";

export function editMessage(
  db: Database,
  room: string,
  seq: number,
  { content, mentions, at }: { content: string; mentions: readonly string[]; at: number },
): Entry[] {
  const message = findMessage(db, room, seq);
  if (!message || message.content === content) return [];
  return collectChanges(db, room, () => {
    db.prepare("INSERT INTO edits (message, content, at) VALUES (?, ?, ?)")
      .run(message.n, message.content, message.contentAt);
    pruneVersions(db, message.n);
    db.prepare("UPDATE messages SET content = ?, mentions = ?, edited_at = ?, rev = ? WHERE n = ?")
      .run(content, encodeMentions(mentions), at, advanceRev(db, room), message.n);
    if (truncatePreview(content) === truncatePreview(message.content)) return;
    refreshReplyPreviews(db, room, { seq, author: message.author, content });
  });
}

/** Leaves the first version, which a repeated message is compared with, and the newest. */
function pruneVersions(db: Database, message: number): void {
  db.prepare(`
    DELETE FROM edits WHERE message = ?1
      AND n > (SELECT min(n) FROM edits WHERE message = ?1)
      AND n <= (SELECT n FROM edits WHERE message = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)`)
    .run(message, LIMITS.versionsPerMessage - 1);
}

export function listEdits(
  db: Database,
  room: string,
  seq: number,
  bounds: PageBounds,
  after = 0,
): MessageVersionPage {
  const sizes = db.prepare<EntrySize>(`
    SELECT edits.n AS position, length(CAST(edits.content AS BLOB)) AS bytes
    FROM edits JOIN messages ON messages.n = message
    WHERE room = ? AND seq = ? AND edits.n > ? ORDER BY edits.n LIMIT ?`)
    .all(room, seq, after, bounds.limit + 1);
  const page = takeWithinBounds(sizes, bounds);
  const edits = db.prepare<MessageVersion>(`
    SELECT edits.n AS id, edits.content, edits.at FROM edits JOIN messages ON messages.n = message
    WHERE room = ? AND seq = ? AND edits.n > ? AND edits.n <= ? ORDER BY edits.n`)
    .all(room, seq, after, page.at(-1)?.position ?? after);
  return { edits, more: page.length < sizes.length };
}
