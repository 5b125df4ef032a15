import type { Account, Act, Acted } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { roleOf } from "./membership.ts";
import { leaveBehind } from "../messages/notices.ts";
import { ACCOUNT, type AccountRow, BY_NAME, toAccount } from "../accounts/account_reads.ts";

export function liftBan(db: Database, room: string, account: string, act: Act): Acted {
  const lifted = db.prepare("DELETE FROM bans WHERE room = ? AND account = ?").run(room, account);
  return lifted === 0 ? { kind: "absent" } : leaveBehind(db, act);
}

export function listBans(db: Database, room: string): Account[] {
  return db.prepare<AccountRow>(`
    SELECT ${ACCOUNT} FROM bans CROSS JOIN accounts ON accounts.id = bans.account
    WHERE room = ? ORDER BY ${BY_NAME}`)
    .all(room).map(toAccount);
}

export function muteMember(
  db: Database,
  room: string,
  account: string,
  until: number,
  act: Act,
): Acted {
  const changed = until === 0
    ? unmute(db, room, account, act.notice.at)
    : roleOf(db, room, account) !== undefined && mute(db, room, account, until);
  return changed ? leaveBehind(db, act) : { kind: "absent" };
}

function mute(db: Database, room: string, account: string, until: number): boolean {
  return db.prepare(`
    INSERT INTO mutes (room, account, until) VALUES (?, ?, ?)
    ON CONFLICT (room, account) DO UPDATE SET until = excluded.until`)
    .run(room, account, until) > 0;
}

/** `false`: there was no mute, or it was over by itself. */
function unmute(db: Database, room: string, account: string, now: number): boolean {
  return db.prepare("DELETE FROM mutes WHERE room = ? AND account = ? AND until > ?")
    .run(room, account, now) > 0;
}
