import type { Account, Session } from "../store.ts";
import type { Database } from "./driver.ts";

export function createGuest(db: Database, account: Account, session: Session): void {
  db.prepare("INSERT INTO accounts (id, name, created_at) VALUES (?, ?, ?)")
    .run(account.id, account.name, account.createdAt);
  db.prepare("INSERT INTO sessions (hash, account, created_at, expires_at) VALUES (?, ?, ?, ?)")
    .run(session.hash, session.account, session.createdAt, session.expiresAt);
}

export function findSession(db: Database, hash: string, now: number): Account | undefined {
  return db.prepare<Account>(`
    SELECT accounts.id, accounts.name, accounts.created_at AS createdAt
    FROM sessions JOIN accounts ON accounts.id = sessions.account
    WHERE sessions.hash = ? AND sessions.expires_at > ?`)
    .get(hash, now);
}

export function endSession(db: Database, hash: string): void {
  db.prepare("DELETE FROM sessions WHERE hash = ?").run(hash);
}
