import type { AuditEntry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { appendAudit } from "../accounts/audit.ts";

/** What belongs to a room itself, and to no message of it. */
const ROOM_TABLES = [
  "members",
  "invites",
  "bans",
  "mutes",
  "reads",
  "thread_reads",
  "levels",
  "hidden_rooms",
];

/** What belongs to a message. */
const MESSAGE_TABLES = ["edits", "reactions", "saved", "files"];

/** The newest message of all keeps its number until there is a newer one, since SQLite would give it again. */
const NEWEST_MESSAGE_SQL = "(SELECT max(n) FROM messages)";

export function deleteRoom(db: Database, room: string, at: number, entry: AuditEntry): boolean {
  const deleted = db.prepare(`
    UPDATE rooms SET deleted_at = ?, name = '', topic = '' WHERE id = ? AND deleted_at IS NULL`)
    .run(at, room);
  if (deleted === 0) return false;
  for (const table of ROOM_TABLES) db.prepare(`DELETE FROM ${table} WHERE room = ?`).run(room);
  appendAudit(db, entry);
  clearNewestMessage(db, room, at);
  return true;
}

/** Whether there was such a room, and is no more. */
export function isRoomDeleted(db: Database, room: string): boolean {
  return db.prepare("SELECT 1 FROM rooms WHERE id = ? AND deleted_at IS NOT NULL")
    .get(room) !== undefined;
}

export function purgeRooms(db: Database, limit: number): boolean {
  const room = db.prepare<{ id: string }>(`
    SELECT id FROM rooms
    WHERE deleted_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM messages WHERE room = rooms.id AND n < ${NEWEST_MESSAGE_SQL}) LIMIT 1`)
    .get();
  if (!room) return false;
  const rows = db.prepare<{ n: number }>(`
    SELECT n FROM messages WHERE room = ? AND n < ${NEWEST_MESSAGE_SQL} ORDER BY seq LIMIT ?`)
    .all(room.id, limit);
  const list = JSON.stringify(rows.map(({ n }) => n));
  for (const table of MESSAGE_TABLES) {
    db.prepare(`DELETE FROM ${table} WHERE message IN (SELECT value FROM json_each(?))`).run(list);
  }
  db.prepare("DELETE FROM messages WHERE n IN (SELECT value FROM json_each(?))").run(list);
  return true;
}

/** Takes everything from the newest message but its number, if it is of this room. */
function clearNewestMessage(db: Database, room: string, at: number): void {
  const newest = db.prepare<{ n: number }>(
    `SELECT n FROM messages WHERE n = ${NEWEST_MESSAGE_SQL} AND room = ?`,
  ).get(room);
  if (!newest) return;
  for (const table of MESSAGE_TABLES) {
    db.prepare(`DELETE FROM ${table} WHERE message = ?`).run(newest.n);
  }
  db.prepare(`
    UPDATE messages SET content = '', deleted_at = ?, edited_at = NULL, reply = NULL, quote = NULL,
      files = NULL, mentions = NULL, replies = NULL, reactions = NULL, pinned_at = NULL,
      pinned_by = NULL
    WHERE n = ?`)
    .run(at, newest.n);
}
