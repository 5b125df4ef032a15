import type { Credentials, Name } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/**
 * Whether the keys of an account or guest would be another's: of an account that can sign in, or of a
 * guest with a session. Who can never come back does not keep a name from others.
 * @param id whose own keys are not taken to it.
 */
export function isTaken(db: Database, id: string, name: Name, credentials?: Credentials): boolean {
  const [one, two] = [name.key, credentials?.key ?? name.key];
  return db.prepare(`
    SELECT 1 FROM accounts
    WHERE (username_key IN (?, ?) OR name_key IN (?, ?)) AND id <> ? AND (
      username_key IS NOT NULL OR
      EXISTS (SELECT 1 FROM sessions WHERE sessions.account = accounts.id)
    )`)
    .get(one, two, one, two, id) !== undefined;
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
