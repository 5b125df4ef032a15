import type { Account, MemberChangeResult, ModerationRecord } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { findRoomRole } from "./membership.ts";
import { recordAction } from "../messages/notices.ts";
import {
  ACCOUNT_COLUMNS,
  type AccountRow,
  NAME_ORDER,
  toAccount,
} from "../accounts/account_reads.ts";

export function liftBan(
  db: Database,
  room: string,
  account: string,
  record: ModerationRecord,
): MemberChangeResult {
  const lifted = db.prepare("DELETE FROM bans WHERE room = ? AND account = ?").run(room, account);
  return lifted === 0 ? { kind: "absent" } : recordAction(db, record);
}

export function listBans(db: Database, room: string): Account[] {
  return db.prepare<AccountRow>(`
    SELECT ${ACCOUNT_COLUMNS} FROM bans CROSS JOIN accounts ON accounts.id = bans.account
    WHERE room = ? ORDER BY ${NAME_ORDER}`)
    .all(room).map(toAccount);
}

export function muteMember(
  db: Database,
  room: string,
  account: string,
  until: number,
  record: ModerationRecord,
): MemberChangeResult {
  const changed = until === 0
    ? deleteMute(db, room, account, record.notice.at)
    : findRoomRole(db, room, account) !== undefined && insertMute(db, room, account, until);
  return changed ? recordAction(db, record) : { kind: "absent" };
}

function insertMute(db: Database, room: string, account: string, until: number): boolean {
  return db.prepare(`
    INSERT INTO mutes (room, account, until) VALUES (?, ?, ?)
    ON CONFLICT (room, account) DO UPDATE SET until = excluded.until`)
    .run(room, account, until) > 0;
}

/** `false`: there was no mute, or it was over by itself. */
function deleteMute(db: Database, room: string, account: string, now: number): boolean {
  return db.prepare("DELETE FROM mutes WHERE room = ? AND account = ? AND until > ?")
    .run(room, account, now) > 0;
}
