import type {
  Account,
  AccountRole,
  AuditEntry,
  Credentials,
  Name,
  Ruled,
  Session,
  Taken,
} from "../../store.ts";
import type { Database, Value } from "../driver/driver.ts";
import { audit } from "./accounts/audit.ts";
import { isTaken, wordsOf } from "./accounts/name_keys.ts";
import { hasAdmin } from "./accounts/account_reads.ts";
import { takeReactions } from "./messages/reactions.ts";
import { createSession, endSessions } from "./accounts/sessions.ts";

/** Tables of what is an account's own. */
const OWNED = [
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

export function createGuest(db: Database, account: Account, name: Name, session: Session): Taken {
  if (isTaken(db, account.id, name)) return "taken";
  insert(db, account, name);
  createSession(db, session);
  return "ok";
}

export function createAccount(
  db: Database,
  account: Account,
  name: Name,
  credentials: Credentials,
): Taken {
  if (isTaken(db, account.id, name, credentials)) return "taken";
  insert(db, account, name);
  setCredentials(db, account.id, name, credentials);
  return "ok";
}

export function claimAccount(
  db: Database,
  id: string,
  name: Name,
  credentials: Credentials,
): Taken {
  if (isTaken(db, id, name, credentials)) return "taken";
  setCredentials(db, id, name, credentials);
  return "ok";
}

export function renameAccount(db: Database, id: string, name: Name): Taken {
  const username = db.prepare<{ username: string | null }>(
    "SELECT username FROM accounts WHERE id = ?",
  ).get(id)?.username ?? undefined;
  if (isTaken(db, id, name)) return "taken";
  const words = wordsOf(name.name, username);
  const values = [name.name, name.key, words];
  if (change(db, "SET name = ?, name_key = ?, words = ?", values, id) === 0) throw noAccount(id);
  return "ok";
}

export function setAccountRole(
  db: Database,
  id: string,
  role: AccountRole,
  entry: AuditEntry,
): Ruled {
  if (role !== "admin" && isLastAdmin(db, id)) return "last_admin";
  return rule(db, "SET role = ?", [role], id, entry);
}

export function setDisabled(db: Database, id: string, disabled: boolean, entry: AuditEntry): Ruled {
  if (disabled && isLastAdmin(db, id)) return "last_admin";
  // Also when it is enabled: a sign-in that was under way may have left one since.
  endSessions(db, id);
  return rule(db, "SET disabled = ?", [Number(disabled)], id, entry);
}

export function deleteAccount(db: Database, id: string, entry: AuditEntry): Ruled {
  if (isLastAdmin(db, id)) return "last_admin";
  for (const table of OWNED) db.prepare(`DELETE FROM ${table} WHERE account = ?`).run(id);
  db.prepare("DELETE FROM blocks WHERE other = ?").run(id);
  db.prepare("DELETE FROM files WHERE account = ? AND message IS NULL").run(id);
  takeReactions(db, id);
  const none = "name_key = NULL, username = NULL, username_key = NULL, password = NULL";
  const result = rule(
    db,
    `SET name = '', ${none}, words = '', role = 'client', disabled = 1, deleted = 1, seen_at = NULL`,
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

function rule(db: Database, set: string, values: Value[], id: string, entry: AuditEntry): Ruled {
  if (change(db, set, values, id) === 0) return "absent";
  audit(db, entry);
  return "ok";
}

export function markSeen(db: Database, ids: readonly string[], at: number): void {
  db.prepare(`
    UPDATE accounts SET seen_at = max(coalesce(seen_at, 0), ?)
    WHERE id IN (SELECT value FROM json_each(?)) AND NOT deleted`)
    .run(at, JSON.stringify(ids));
}

function insert(db: Database, account: Account, { name, key }: Name): void {
  db.prepare(`
    INSERT INTO accounts (id, name, name_key, words, role, created_at, disabled, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      account.id,
      name,
      key,
      wordsOf(name),
      account.role,
      account.createdAt,
      Number(account.disabled),
      account.seenAt ?? null,
    );
}

function setCredentials(
  db: Database,
  id: string,
  { name, key: nameKey }: Name,
  { username, key, password }: Credentials,
): void {
  const changed = db.prepare(`
    UPDATE accounts
    SET name = ?, name_key = ?, words = ?, username = ?, username_key = ?, password = ?
    WHERE id = ? AND username IS NULL AND NOT deleted`)
    .run(name, nameKey, wordsOf(name, username), username, key, password, id);
  if (changed === 0) throw noAccount(id);
}

/** Changes an account that was not deleted; 0 when there is none. */
function change(db: Database, set: string, values: Value[], id: string): number {
  return db.prepare(`UPDATE accounts ${set} WHERE id = ? AND NOT deleted`).run(...values, id);
}

function noAccount(id: string): Error {
  return new Error(`there is no account ${id} that this can be done to`);
}
