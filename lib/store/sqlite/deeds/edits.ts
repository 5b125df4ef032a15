import type { Entry } from "../../store.ts";
import type { Database } from "../driver.ts";
import { changing, findMessage, keptMentions, nextRev } from "./entries.ts";
import { cut, refreshQuotes } from "./quotes.ts";

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
    db.prepare("UPDATE messages SET content = ?, mentions = ?, edited_at = ?, rev = ? WHERE n = ?")
      .run(content, keptMentions(mentions), at, nextRev(db, room), message.n);
    if (cut(content) === cut(message.content)) return;
    refreshQuotes(db, room, { seq, author: message.author, content });
  });
}

export function listEdits(
  db: Database,
  room: string,
  seq: number,
): { content: string; at: number }[] {
  return db.prepare<{ content: string; at: number }>(`
    SELECT edits.content, edits.at FROM edits JOIN messages ON messages.n = message
    WHERE room = ? AND seq = ? ORDER BY edits.n`)
    .all(room, seq);
}
