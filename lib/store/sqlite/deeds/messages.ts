import type { Appended, AuditEntry, Entry, NewMessage, NewNotice, Place } from "../../store.ts";
import type { Database } from "../driver.ts";
import { audit } from "./audit.ts";
import { append, findEntry, nextRev } from "./entries.ts";
import { writeNotice } from "./notices.ts";

interface Stored extends Place {
  room: string;
  content: string;
  isNotice: number;
  isDeleted: number;
  at: number;
}

export function appendMessage(db: Database, message: NewMessage): Appended {
  const first = db.prepare<Stored>(`
    SELECT room, seq, rev, content, event IS NOT NULL AS isNotice,
      deleted_at IS NOT NULL AS isDeleted, at
    FROM messages WHERE author = ? AND id = ?`)
    .get(message.author, message.id);
  if (first) {
    return isRepeated(first, message)
      ? { kind: "repeated", seq: first.seq, rev: first.rev, at: first.at }
      : { kind: "conflict" };
  }
  const place = append(db, message, null);
  return place ? { kind: "stored", ...place, at: message.at } : { kind: "no_room" };
}

// What a tombstone said is gone, so it cannot be told from what is said again.
function isRepeated(first: Stored, { room, content }: NewMessage): boolean {
  return !first.isNotice && first.room === room && (!!first.isDeleted || first.content === content);
}

export function deleteMessage(
  db: Database,
  room: string,
  seq: number,
  at: number,
  act?: { notice: NewNotice; audit: AuditEntry },
): Entry[] {
  const entry = findEntry(db, room, seq);
  if (!entry || entry.event || entry.deleted) return [];
  const rev = nextRev(db, room);
  db.prepare(
    "UPDATE messages SET content = '', deleted_at = ?, rev = ? WHERE room = ? AND seq = ?",
  ).run(at, rev, room, seq);
  const tombstone: Entry = { ...entry, content: "", rev, deleted: true };
  if (!act) return [tombstone];
  audit(db, act.audit);
  return [tombstone, writeNotice(db, act.notice)];
}
