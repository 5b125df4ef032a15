import type { Account, Session } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { ACCOUNT, type AccountRow, findAccount, toAccount } from "./account_reads.ts";

/** A session that may act, and who acts by it. */
export interface Living {
  session: Session;
  account: Account;
}

const SESSION = `id, hash, account, kind, agent, created_at AS createdAt, seen_at AS seenAt,
  expires_at AS expiresAt`;

export function createSession(db: Database, session: Session): void {
  db.prepare(`
    INSERT INTO sessions (id, hash, account, kind, agent, created_at, seen_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      session.id,
      session.hash,
      session.account,
      session.kind,
      session.agent,
      session.createdAt,
      session.seenAt,
      session.expiresAt,
    );
}

export function findSession(db: Database, hash: string, now: number): Living | undefined {
  return living(
    db,
    db.prepare<Session>(`SELECT ${SESSION} FROM sessions WHERE hash = ? AND expires_at > ?`)
      .get(hash, now),
  );
}

export function findSessionById(db: Database, id: string, now: number): Living | undefined {
  return living(
    db,
    db.prepare<Session>(`SELECT ${SESSION} FROM sessions WHERE id = ? AND expires_at > ?`)
      .get(id, now),
  );
}

function living(db: Database, session: Session | undefined): Living | undefined {
  const account = session && findAccount(db, session.account);
  return account && !account.disabled ? { session, account } : undefined;
}

export function listSessions(db: Database, account: string, now: number): Session[] {
  return db.prepare<Session>(`
    SELECT ${SESSION} FROM sessions WHERE account = ? AND expires_at > ?
    ORDER BY created_at DESC, id DESC`)
    .all(account, now);
}

export function touchSession(db: Database, id: string, at: number, expiresAt: number): void {
  db.prepare(`
    UPDATE sessions SET seen_at = max(seen_at, ?), expires_at = max(expires_at, ?) WHERE id = ?`)
    .run(at, expiresAt, id);
}

export function endSession(db: Database, account: string, id: string): boolean {
  return db.prepare("DELETE FROM sessions WHERE account = ? AND id = ?").run(account, id) > 0;
}

export function endSessions(db: Database, account: string, keep?: string): void {
  db.prepare("DELETE FROM sessions WHERE account = ? AND id IS NOT ?").run(account, keep ?? null);
}

export function livingSessions(
  db: Database,
  ids: readonly string[],
  now: number,
): Map<string, Account> {
  const rows = db.prepare<AccountRow & { session: string }>(`
    SELECT sessions.id AS session, ${ACCOUNT}
    FROM sessions JOIN accounts ON accounts.id = sessions.account
    WHERE sessions.id IN (SELECT value FROM json_each(?))
      AND sessions.expires_at > ? AND NOT accounts.disabled`)
    .all(JSON.stringify(ids), now);
  return new Map(rows.map((row) => [row.session, toAccount(row)]));
}

export function sessionsRevision(db: Database): number {
  return db.prepare<{ value: number }>("SELECT value FROM sessions_revision").get()!.value;
}
