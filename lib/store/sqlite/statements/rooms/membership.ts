import type { RoomRole } from "../../../../protocol/model.ts";
import type { Database } from "../../driver/driver.ts";
import { createReadMarker } from "../reading/read_markers.ts";

/** What an account is in a room; `undefined` when it is not a member. */
export function findRoomRole(db: Database, room: string, account: string): RoomRole | undefined {
  return db.prepare<{ role: RoomRole }>("SELECT role FROM members WHERE room = ? AND account = ?")
    .get(room, account)?.role;
}

export function isBanned(db: Database, room: string, account: string): boolean {
  return db.prepare("SELECT 1 FROM bans WHERE room = ? AND account = ?")
    .get(room, account) !== undefined;
}

/** `false`: it is a member already. */
export function insertMember(
  db: Database,
  room: string,
  account: string,
  role: RoomRole,
  since: number,
): boolean {
  const inserted = db.prepare(`
    INSERT INTO members (room, account, role, since) VALUES (?, ?, ?, ?)
    ON CONFLICT (room, account) DO NOTHING`)
    .run(room, account, role, since);
  if (inserted > 0) createReadMarker(db, account, room);
  return inserted > 0;
}

/** How many memberships ended: one, or none. */
export function deleteMember(db: Database, room: string, account: string): number {
  db.prepare("DELETE FROM reads WHERE room = ? AND account = ?").run(room, account);
  return db.prepare("DELETE FROM members WHERE room = ? AND account = ?").run(room, account);
}
