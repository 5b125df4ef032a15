import type {
  Account,
  AccountActionResult,
  AccountCredentials,
  AccountRole,
  AuditEntry,
  NameResult,
  StoredSession,
  UniqueName,
} from "../../store.ts";
import type { Database, SqlValue } from "../driver/driver.ts";
import { appendAudit } from "./accounts/audit.ts";
import { isNameTaken, nameWords } from "./accounts/name_keys.ts";
import { hasAdmin } from "./accounts/account_reads.ts";
import { removeReactionsOf } from "./messages/reactions.ts";
import { createSession, endSessions } from "./accounts/sessions.ts";

/** Tables of what is an account's own. */
const ACCOUNT_TABLES = [
  "sessions",
  "links",
  "members",
  "bans",
  "mutes",
  "blocks",
  "reads",
  "thread_reads",
  "levels",
  "hidden_rooms",
  "saved",
];

export function createGuest(
  db: Database,
  account: Account,
  name: UniqueName,
  session: StoredSession,
): NameResult {
  if (isNameTaken(db, account.id, name)) return "taken";
  insertAccount(db, account, name);
  createSession(db, session);
  return "ok";
}

export function createAccount(
  db: Database,
  account: Account,
  name: UniqueName,
  credentials: AccountCredentials,
): NameResult {
  if (isNameTaken(db, account.id, name, credentials)) return "taken";
  insertAccount(db, account, name);
  setCredentials(db, account.id, name, credentials);
  return "ok";
}

export function claimAccount(
  db: Database,
  id: string,
  name: UniqueName,
  credentials: AccountCredentials,
): NameResult {
  if (isNameTaken(db, id, name, credentials)) return "taken";
  setCredentials(db, id, name, credentials);
  return "ok";
}

export function renameAccount(db: Database, id: string, name: UniqueName): NameResult {
  const username = db.prepare<{ username: string | null }>(
    "SELECT username FROM accounts WHERE id = ?",
  ).get(id)?.username ?? undefined;
  if (isNameTaken(db, id, name)) return "taken";
  const words = nameWords(name.name, username);
  const values = [name.name, name.key, words];
  if (updateAccount(db, "SET name = ?, name_key = ?, words = ?", values, id) === 0) {
    throw accountNotFound(id);
  }
  return "ok";
}

export function setAccountRole(
  db: Database,
  id: string,
  role: AccountRole,
  entry: AuditEntry,
): AccountActionResult {
  if (role !== "admin" && isLastAdmin(db, id)) return "last_admin";
  return changeWithAudit(db, "SET role = ?", [role], id, entry);
}

export function setDisabled(
  db: Database,
  id: string,
  disabled: boolean,
  entry: AuditEntry,
): AccountActionResult {
  if (disabled && isLastAdmin(db, id)) return "last_admin";
  // Also when it is enabled: a sign-in that was under way may have left one since.
  endSessions(db, id);
  return changeWithAudit(db, "SET disabled = ?", [Number(disabled)], id, entry);
}

export function deleteAccount(db: Database, id: string, entry: AuditEntry): AccountActionResult {
  if (isLastAdmin(db, id)) return "last_admin";
  for (const table of ACCOUNT_TABLES) db.prepare(`DELETE FROM ${table} WHERE account = ?`).run(id);
  db.prepare("DELETE FROM blocks WHERE other = ?").run(id);
  db.prepare("DELETE FROM files WHERE account = ? AND message IS NULL").run(id);
  removeReactionsOf(db, id);
  const clearedColumns = "name_key = NULL, username = NULL, username_key = NULL, password = NULL";
  const result = changeWithAudit(
    db,
    `SET name = '', ${clearedColumns}, words = '', role = 'client', disabled = 1, deleted = 1, seen_at = NULL`,
    [],
    id,
    entry,
  );
  // After what moved the revision, so that who asks since an earlier one is told.
  db.prepare(`
    UPDATE accounts SET deleted_revision = (SELECT value FROM sessions_revision) WHERE id = ?`)
    .run(id);
  return result;
}

export function accountsDeletedSince(db: Database, revision: number): string[] {
  return db.prepare<{ id: string }>("SELECT id FROM accounts WHERE deleted_revision > ?")
    .all(revision).map(({ id }) => id);
}

function isLastAdmin(db: Database, id: string): boolean {
  return hasAdmin(db) && !hasAdmin(db, id);
}

function changeWithAudit(
  db: Database,
  set: string,
  values: SqlValue[],
  id: string,
  entry: AuditEntry,
): AccountActionResult {
  if (updateAccount(db, set, values, id) === 0) return "absent";
  appendAudit(db, entry);
  return "ok";
}

export function markSeen(db: Database, ids: readonly string[], at: number): void {
  db.prepare(`
    UPDATE accounts SET seen_at = max(coalesce(seen_at, 0), ?)
    WHERE id IN (SELECT value FROM json_each(?)) AND NOT deleted`)
    .run(at, JSON.stringify(ids));
}

function insertAccount(db: Database, account: Account, { name, key }: UniqueName): void {
  db.prepare(`
    INSERT INTO accounts (id, name, name_key, words, role, created_at, disabled, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      account.id,
      name,
      key,
      nameWords(name),
      account.role,
      account.createdAt,
      Number(account.disabled),
      account.seenAt ?? null,
    );
}

function setCredentials(
  db: Database,
  id: string,
  { name, key: nameKey }: UniqueName,
  { username, key, password }: AccountCredentials,
): void {
  const changed = db.prepare(`
    UPDATE accounts
    SET name = ?, name_key = ?, words = ?, username = ?, username_key = ?, password = ?
    WHERE id = ? AND username IS NULL AND NOT deleted`)
    .run(name, nameKey, nameWords(name, username), username, key, password, id);
  if (changed === 0) throw accountNotFound(id);
}

/** Changes an account that was not deleted; 0 when there is none. */
function updateAccount(db: Database, set: string, values: SqlValue[], id: string): number {
  return db.prepare(`UPDATE accounts ${set} WHERE id = ? AND NOT deleted`).run(...values, id);
}

function accountNotFound(id: string): Error {
  return new Error(`there is no account ${id} that this can be done to`);
}
