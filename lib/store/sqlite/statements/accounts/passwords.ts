import type { Account } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from "./account_reads.ts";
import { endSessions } from "./sessions.ts";

export function findCredentials(
  db: Database,
  key: string,
): { account: Account; password: string } | undefined {
  const row = db.prepare<AccountRow & { password: string }>(
    `SELECT ${ACCOUNT_COLUMNS}, password FROM accounts WHERE username_key = ?`,
  ).get(key);
  return row && { account: toAccount(row), password: row.password };
}

export function setPassword(
  db: Database,
  account: string,
  password: string,
  exceptSession?: string,
): void {
  const changed = db.prepare(
    "UPDATE accounts SET password = ? WHERE id = ? AND username IS NOT NULL",
  ).run(password, account);
  if (changed === 0) throw new Error(`there is no account ${account} that can sign in`);
  endSessions(db, account, exceptSession);
  db.prepare("DELETE FROM links WHERE account = ?").run(account);
}

export function rehashPassword(
  db: Database,
  account: string,
  password: string,
  previousHash?: string,
): void {
  db.prepare(`
    UPDATE accounts SET password = ?
    WHERE id = ? AND username IS NOT NULL AND password = coalesce(?, password)`)
    .run(password, account, previousHash ?? null);
}
