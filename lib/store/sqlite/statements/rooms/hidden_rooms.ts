import type { HiddenRoom } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

export function hideRoom(db: Database, account: string, room: string): number | undefined {
  return db.prepare<{ seq: number }>(`
    INSERT OR REPLACE INTO hidden_rooms (account, room, seq)
    SELECT account, room, rooms.seq FROM members JOIN rooms ON rooms.id = room
    WHERE account = ? AND room = ? RETURNING seq`)
    .get(account, room)?.seq;
}

export function unhideRoom(db: Database, account: string, room: string): void {
  db.prepare("DELETE FROM hidden_rooms WHERE account = ? AND room = ?").run(account, room);
}

export function listHiddenRooms(db: Database): HiddenRoom[] {
  return db.prepare<HiddenRoom>(`
    SELECT account, room, hidden_rooms.seq FROM hidden_rooms JOIN rooms ON rooms.id = room
    WHERE rooms.seq <= hidden_rooms.seq`)
    .all();
}
