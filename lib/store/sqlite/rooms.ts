import type { RoomRole } from "../../protocol/lines.ts";
import type { NewNotice, Place, Room, RoomWithMembers } from "../store.ts";
import type { Database } from "./driver.ts";
import { appendNotice } from "./messages.ts";

export function createRoom(
  db: Database,
  room: Omit<Room, "seq" | "rev">,
  first?: NewNotice,
): boolean {
  const created = db.prepare(`
    INSERT INTO rooms (id, name, kind, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING`)
    .run(room.id, room.name, room.kind, room.createdAt);
  if (created === 0) return false;
  if (first) addMember(db, "owner", first);
  return true;
}

export function addMember(db: Database, role: RoomRole, notice: NewNotice): Place | undefined {
  const added = db.prepare(`
    INSERT INTO members (room, account, role, since) VALUES (?, ?, ?, ?)
    ON CONFLICT (room, account) DO NOTHING`)
    .run(notice.room, notice.author, role, notice.at);
  return added === 0 ? undefined : appendNotice(db, notice);
}

export function removeMember(db: Database, notice: NewNotice): Place | undefined {
  const removed = db.prepare("DELETE FROM members WHERE room = ? AND account = ?")
    .run(notice.room, notice.author);
  return removed === 0 ? undefined : appendNotice(db, notice);
}

export function listRooms(db: Database): RoomWithMembers[] {
  const rooms = db.prepare<Room>(`
    SELECT id, name, kind, seq, rev, created_at AS createdAt FROM rooms ORDER BY created_at, id`)
    .all();
  const members = db.prepare<{ room: string; account: string; role: RoomRole }>(
    "SELECT room, account, role FROM members ORDER BY since, account",
  ).all();
  const byRoom = Map.groupBy(members, (member) => member.room);
  return rooms.map((room) => ({
    ...room,
    members: (byRoom.get(room.id) ?? []).map(({ account, role }) => ({ account, role })),
  }));
}
