import type { Account, AccountStore } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { wordPrefix } from "./name_keys.ts";

/** What of an account its row tells, for `toAccount()`. */
export const ACCOUNT_COLUMNS = `accounts.id, accounts.name, accounts.role, accounts.username,
  accounts.created_at AS createdAt, accounts.disabled, accounts.seen_at AS seenAt`;

/** By name, and by id where names are the same. */
export const NAME_ORDER = "accounts.name COLLATE NOCASE, accounts.id";

/** What the first page of those by name comes after. */
export const FIRST_NAME_CURSOR = { name: "", id: "" };

export interface AccountRow extends Pick<Account, "id" | "name" | "role" | "createdAt"> {
  username: string | null;
  disabled: number;
  seenAt: number | null;
}

export function toAccount(row: AccountRow): Account {
  const { id, name, role, username, createdAt, seenAt } = row;
  return {
    id,
    name,
    role,
    ...(username === null ? {} : { username }),
    createdAt,
    disabled: row.disabled === 1,
    ...(seenAt === null ? {} : { seenAt }),
  };
}

export function findAccount(db: Database, id: string): Account | undefined {
  const row = db.prepare<AccountRow>(`SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id = ?`).get(
    id,
  );
  return row && toAccount(row);
}

export function findAccounts(db: Database, ids: readonly string[]): Account[] {
  return db.prepare<AccountRow>(`
    SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids)).map(toAccount);
}

export function listAccounts(
  db: Database,
  { query, guests, after = FIRST_NAME_CURSOR, limit }: Parameters<AccountStore["listAccounts"]>[0],
): Account[] {
  // The first condition is for SQLite, which finds no place in an index by two values together.
  return db.prepare<AccountRow>(`
    SELECT ${ACCOUNT_COLUMNS} FROM accounts
    WHERE name COLLATE NOCASE >= ? AND (${NAME_ORDER}) > (?, ?)
      AND (? OR username IS NOT NULL) AND instr(words, ?) > 0
    ORDER BY ${NAME_ORDER} LIMIT ?`)
    .all(after.name, after.name, after.id, Number(guests), wordPrefix(query), limit)
    .map(toAccount);
}

/** @param exceptId an account that does not count. */
export function hasAdmin(db: Database, exceptId = ""): boolean {
  return db.prepare(`
    SELECT 1 FROM accounts
    WHERE role = 'admin' AND NOT disabled AND username IS NOT NULL AND id <> ? LIMIT 1`)
    .get(exceptId) !== undefined;
}
