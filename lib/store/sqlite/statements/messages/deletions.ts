import type { AuditEntry, Entry, NewNotice } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { appendAudit } from "../accounts/audit.ts";
import { advanceRev, collectChanges, findMessage } from "./entries.ts";
import { appendNotice } from "./notices.ts";
import { clearReplyPreviews } from "./reply_previews.ts";
import { uncountReply } from "./threads.ts";

export function deleteMessage(
  db: Database,
  room: string,
  seq: number,
  at: number,
  record?: { notice: NewNotice; audit: AuditEntry },
): Entry[] {
  const message = findMessage(db, room, seq);
  if (!message) return [];
  const { n, author, thread } = message;
  return collectChanges(db, room, () => {
    for (const table of ["edits", "reactions", "saved", "files"]) {
      db.prepare(`DELETE FROM ${table} WHERE message = ?`).run(n);
    }
    // Its place in a thread and its own thread stay.
    db.prepare(`
      UPDATE messages SET content = '', deleted_at = ?, rev = ?, edited_at = NULL, reply = NULL,
        quote = NULL, files = NULL, mentions = NULL, reactions = NULL, pinned_at = NULL, pinned_by = NULL
      WHERE n = ?`)
      .run(at, advanceRev(db, room), n);
    clearReplyPreviews(db, room, seq, author);
    if (thread !== null) uncountReply(db, room, thread);
    if (!record) return;
    appendAudit(db, record.audit);
    appendNotice(db, record.notice);
  });
}
