import { LIMITS } from "../../../../protocol/limits.ts";
import type { Bounds, Edit, EditPage, Entry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { fitting, type Size } from "./page_size.ts";
import { changing, findMessage, keptMentions, nextRev } from "./entries.ts";
import { cut, refreshQuotes } from "./reply_previews.ts";

export function editMessage(
  db: Database,
  room: string,
  seq: number,
  { content, mentions, at }: { content: string; mentions: readonly string[]; at: number },
): Entry[] {
  const message = findMessage(db, room, seq);
  if (!message || message.content === content) return [];
  return changing(db, room, () => {
    db.prepare("INSERT INTO edits (message, content, at) VALUES (?, ?, ?)")
      .run(message.n, message.content, message.saidAt);
    dropVersions(db, message.n);
    db.prepare("UPDATE messages SET content = ?, mentions = ?, edited_at = ?, rev = ? WHERE n = ?")
      .run(content, keptMentions(mentions), at, nextRev(db, room), message.n);
    if (cut(content) === cut(message.content)) return;
    refreshQuotes(db, room, { seq, author: message.author, content });
  });
}

/** Leaves the first version, which a repeated message is compared with, and the newest. */
function dropVersions(db: Database, message: number): void {
  db.prepare(`
    DELETE FROM edits WHERE message = ?1
      AND n > (SELECT min(n) FROM edits WHERE message = ?1)
      AND n <= (SELECT n FROM edits WHERE message = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)`)
    .run(message, LIMITS.versions - 1);
}

export function listEdits(
  db: Database,
  room: string,
  seq: number,
  bounds: Bounds,
  after = 0,
): EditPage {
  const sizes = db.prepare<Size>(`
    SELECT edits.n AS place, length(CAST(edits.content AS BLOB)) AS bytes
    FROM edits JOIN messages ON messages.n = message
    WHERE room = ? AND seq = ? AND edits.n > ? ORDER BY edits.n LIMIT ?`)
    .all(room, seq, after, bounds.limit + 1);
  const page = fitting(sizes, bounds);
  const edits = db.prepare<Edit>(`
    SELECT edits.n AS id, edits.content, edits.at FROM edits JOIN messages ON messages.n = message
    WHERE room = ? AND seq = ? AND edits.n > ? AND edits.n <= ? ORDER BY edits.n`)
    .all(room, seq, after, page.at(-1)?.place ?? after);
  return { edits, more: page.length < sizes.length };
}
