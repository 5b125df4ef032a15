import type { Account, StoredSession } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { ACCOUNT_COLUMNS, type AccountRow, findAccount, toAccount } from "./account_reads.ts";

/** A session that may act, and who acts by it. */
export interface ActiveSession {
  session: StoredSession;
  account: Account;
}

const SESSION_COLUMNS = `id, hash, account, kind, agent, created_at AS createdAt, seen_at AS seenAt,
  expires_at AS expiresAt`;

export function createSession(db: Database, session: StoredSession): void {
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

export function findSession(db: Database, hash: string, now: number): ActiveSession | undefined {
  return toActiveSession(
    db,
    db.prepare<StoredSession>(
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE hash = ? AND expires_at > ?`,
    )
      .get(hash, now),
  );
}

export function findSessionById(db: Database, id: string, now: number): ActiveSession | undefined {
  return toActiveSession(
    db,
    db.prepare<StoredSession>(
      `SELECT ${SESSION_COLUMNS} FROM sessions WHERE id = ? AND expires_at > ?`,
    )
      .get(id, now),
  );
}

function toActiveSession(
  db: Database,
  session: StoredSession | undefined,
): ActiveSession | undefined {
  const account = session && findAccount(db, session.account);
  return account && !account.disabled ? { session, account } : undefined;
}

export function listSessions(db: Database, account: string, now: number): StoredSession[] {
  return db.prepare<StoredSession>(`
    SELECT ${SESSION_COLUMNS} FROM sessions WHERE account = ? AND expires_at > ?
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

export function endSessions(db: Database, account: string, exceptSession?: string): void {
  db.prepare("DELETE FROM sessions WHERE account = ? AND id IS NOT ?").run(
    account,
    exceptSession ?? null,
  );
}

export function activeSessions(
  db: Database,
  ids: readonly string[],
  now: number,
): Map<string, Account> {
  const rows = db.prepare<AccountRow & { session: string }>(`
    SELECT sessions.id AS session, ${ACCOUNT_COLUMNS}
    FROM sessions JOIN accounts ON accounts.id = sessions.account
    WHERE sessions.id IN (SELECT value FROM json_each(?))
      AND sessions.expires_at > ? AND NOT accounts.disabled`)
    .all(JSON.stringify(ids), now);
  return new Map(rows.map((row) => [row.session, toAccount(row)]));
}

export function sessionsRevision(db: Database): number {
  return db.prepare<{ value: number }>("SELECT value FROM sessions_revision").get()!.value;
}
