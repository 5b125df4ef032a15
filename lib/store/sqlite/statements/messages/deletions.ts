import type { AuditEntry, Entry, NewNotice } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { audit } from "../accounts/audit.ts";
import { changing, findMessage, nextRev } from "./entries.ts";
import { writeNotice } from "./notices.ts";
import { emptyQuotes } from "./reply_previews.ts";
import { removeReply } from "./threads.ts";

export function deleteMessage(
  db: Database,
  room: string,
  seq: number,
  at: number,
  act?: { notice: NewNotice; audit: AuditEntry },
): Entry[] {
  const message = findMessage(db, room, seq);
  if (!message) return [];
  const { n, author, thread } = message;
  return changing(db, room, () => {
    for (const table of ["edits", "reactions", "saved", "files"]) {
      db.prepare(`DELETE FROM ${table} WHERE message = ?`).run(n);
    }
    // Its place in a thread and its own thread stay.
    db.prepare(`
      UPDATE messages SET content = '', deleted_at = ?, rev = ?, edited_at = NULL, reply = NULL,
        quote = NULL, files = NULL, mentions = NULL, reactions = NULL, pinned_at = NULL, pinned_by = NULL
      WHERE n = ?`)
      .run(at, nextRev(db, room), n);
    emptyQuotes(db, room, seq, author);
    if (thread !== null) removeReply(db, room, thread);
    if (!act) return;
    audit(db, act.audit);
    writeNotice(db, act.notice);
  });
}
