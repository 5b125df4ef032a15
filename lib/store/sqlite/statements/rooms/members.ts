import type { RoomRole } from "../../../../protocol/model.ts";
import type {
  Account,
  MemberChangeResult,
  ModerationRecord,
  NewNotice,
  RoomStore,
} from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { isRoomDeleted } from "./deleted_rooms.ts";
import { deleteMember, findRoomRole, insertMember, isBanned } from "./membership.ts";
import { wordPrefix } from "../accounts/name_keys.ts";
import { recordAction } from "../messages/notices.ts";
import {
  ACCOUNT_COLUMNS,
  type AccountRow,
  FIRST_NAME_CURSOR,
  NAME_ORDER,
  toAccount,
} from "../accounts/account_reads.ts";

export function addMember(db: Database, role: RoomRole, notice: NewNotice): MemberChangeResult {
  const { room, author, at } = notice;
  if (isRoomDeleted(db, room) || isBanned(db, room, author)) return { kind: "absent" };
  if (!insertMember(db, room, author, role, at)) return { kind: "absent" };
  return recordAction(db, { notice });
}

export function removeMember(
  db: Database,
  room: string,
  account: string,
  record: ModerationRecord,
  ban = false,
): MemberChangeResult {
  if (isLastOwner(db, room, account)) return { kind: "last_owner" };
  const removed = deleteMember(db, room, account);
  const banned = ban
    ? db.prepare(`
      INSERT INTO bans (room, account) SELECT id, ? FROM rooms WHERE id = ? ON CONFLICT DO NOTHING`)
      .run(account, room)
    : 0;
  return removed + banned === 0 ? { kind: "absent" } : recordAction(db, record);
}

export function setMemberRole(
  db: Database,
  room: string,
  account: string,
  role: RoomRole,
  record: ModerationRecord,
): MemberChangeResult {
  const previousRole = findRoomRole(db, room, account);
  if (previousRole === undefined) return { kind: "absent" };
  if (previousRole === role) return { kind: "ok", entries: [] };
  if (isLastOwner(db, room, account)) return { kind: "last_owner" };
  db.prepare("UPDATE members SET role = ? WHERE room = ? AND account = ?").run(role, room, account);
  return recordAction(db, record);
}

function isLastOwner(db: Database, room: string, account: string): boolean {
  if (findRoomRole(db, room, account) !== "owner") return false;
  return db.prepare(`
    SELECT 1 FROM members WHERE room = ? AND role = 'owner' AND account <> ? LIMIT 1`)
    .get(room, account) === undefined;
}

export function listMembers(
  db: Database,
  room: string,
  { query, after = FIRST_NAME_CURSOR, limit }: Parameters<RoomStore["listMembers"]>[1],
): (Account & { roomRole: RoomRole })[] {
  // CROSS JOIN keeps SQLite from walking through all accounts for the few of a room.
  return db.prepare<AccountRow & { roomRole: RoomRole }>(`
    SELECT ${ACCOUNT_COLUMNS}, members.role AS roomRole
    FROM members CROSS JOIN accounts ON accounts.id = members.account
    WHERE room = ? AND (${NAME_ORDER}) > (?, ?) AND instr(words, ?) > 0
    ORDER BY ${NAME_ORDER} LIMIT ?`)
    .all(room, after.name, after.id, wordPrefix(query), limit)
    .map((row) => ({ ...toAccount(row), roomRole: row.roomRole }));
}
