import type { Credentials, Name } from "../../store.ts";
import type { Database } from "../driver.ts";

/**
 * Whether a guest's name is that of another account that can sign in.
 * @param id the guest, to whom its own key is not taken.
 */
export function isTakenForGuest(db: Database, id: string, { key }: Name): boolean {
  return isTaken(db, id, key, key, 0);
}

/**
 * Whether the keys of an account that can sign in would be another's. A guest holds its key as long as
 * it has a session: who can never come back does not keep a name from others.
 */
export function isTakenForAccount(
  db: Database,
  id: string,
  name: Name,
  credentials?: Credentials,
): boolean {
  return isTaken(db, id, name.key, credentials?.key ?? name.key, 1);
}

function isTaken(db: Database, id: string, one: string, two: string, byGuests: 0 | 1): boolean {
  return db.prepare(`
    SELECT 1 FROM accounts
    WHERE (username_key IN (?, ?) OR name_key IN (?, ?)) AND id <> ? AND (
      username_key IS NOT NULL OR
      (? AND EXISTS (SELECT 1 FROM sessions WHERE sessions.account = accounts.id))
    )`)
    .get(one, two, one, two, id, byGuests) !== undefined;
}

/** What a name and a user name are searched by: every word of them begins after a space. */
export function wordsOf(name: string, username?: string): string {
  return fold(username === undefined ? ` ${name}` : ` ${name}\n ${username}`);
}

/** What `words` hold when one of them begins with a query. */
export function wordThatBegins(query = ""): string {
  return ` ${fold(query.trim())}`;
}

// In JavaScript, since SQLite knows the lower case of ASCII alone.
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
