import type { RoomRole } from "../../../../protocol/model.ts";
import type { Account, Act, Acted, NewNotice, Rooms } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { isDeleted } from "./deleted_rooms.ts";
import { deleteMember, insertMember, isBanned, roleOf } from "./membership.ts";
import { wordThatBegins } from "../accounts/name_keys.ts";
import { leaveBehind } from "../messages/notices.ts";
import { ACCOUNT, type AccountRow, BY_NAME, FIRST, toAccount } from "../accounts/account_reads.ts";

export function addMember(db: Database, role: RoomRole, notice: NewNotice): Acted {
  const { room, author, at } = notice;
  if (isDeleted(db, room) || isBanned(db, room, author)) return { kind: "absent" };
  if (!insertMember(db, room, author, role, at)) return { kind: "absent" };
  return leaveBehind(db, { notice });
}

export function removeMember(
  db: Database,
  room: string,
  account: string,
  act: Act,
  ban = false,
): Acted {
  if (isLastOwner(db, room, account)) return { kind: "last_owner" };
  const removed = deleteMember(db, room, account);
  const banned = ban
    ? db.prepare(`
      INSERT INTO bans (room, account) SELECT id, ? FROM rooms WHERE id = ? ON CONFLICT DO NOTHING`)
      .run(account, room)
    : 0;
  return removed + banned === 0 ? { kind: "absent" } : leaveBehind(db, act);
}

export function setMemberRole(
  db: Database,
  room: string,
  account: string,
  role: RoomRole,
  act: Act,
): Acted {
  const before = roleOf(db, room, account);
  if (before === undefined) return { kind: "absent" };
  if (before === role) return { kind: "ok", entries: [] };
  if (isLastOwner(db, room, account)) return { kind: "last_owner" };
  db.prepare("UPDATE members SET role = ? WHERE room = ? AND account = ?").run(role, room, account);
  return leaveBehind(db, act);
}

function isLastOwner(db: Database, room: string, account: string): boolean {
  if (roleOf(db, room, account) !== "owner") return false;
  return db.prepare(`
    SELECT 1 FROM members WHERE room = ? AND role = 'owner' AND account <> ? LIMIT 1`)
    .get(room, account) === undefined;
}

export function listMembers(
  db: Database,
  room: string,
  { query, after = FIRST, limit }: Parameters<Rooms["listMembers"]>[1],
): (Account & { roomRole: RoomRole })[] {
  // CROSS JOIN keeps SQLite from walking through all accounts for the few of a room.
  return db.prepare<AccountRow & { roomRole: RoomRole }>(`
    SELECT ${ACCOUNT}, members.role AS roomRole
    FROM members CROSS JOIN accounts ON accounts.id = members.account
    WHERE room = ? AND (${BY_NAME}) > (?, ?) AND instr(words, ?) > 0
    ORDER BY ${BY_NAME} LIMIT ?`)
    .all(room, after.name, after.id, wordThatBegins(query), limit)
    .map((row) => ({ ...toAccount(row), roomRole: row.roomRole }));
}
