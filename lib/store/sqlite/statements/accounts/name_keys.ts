import type { AccountCredentials, UniqueName } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/**
 * Whether the keys of an account or guest would be another's: of an account that can sign in, or of a
 * guest with a session. Who can never come back does not keep a name from others.
 * @param id whose own keys are not taken to it.
 */
export function isNameTaken(
  db: Database,
  id: string,
  name: UniqueName,
  credentials?: AccountCredentials,
): boolean {
  const [nameKey, usernameKey] = [name.key, credentials?.key ?? name.key];
  return db.prepare(`
    SELECT 1 FROM accounts
    WHERE (username_key IN (?, ?) OR name_key IN (?, ?)) AND id <> ? AND (
      username_key IS NOT NULL OR
      EXISTS (SELECT 1 FROM sessions WHERE sessions.account = accounts.id)
    )`)
    .get(nameKey, usernameKey, nameKey, usernameKey, id) !== undefined;
}

/** What a name and a user name are searched by: every word of them begins after a space. */
export function nameWords(name: string, username?: string): string {
  return foldName(username === undefined ? ` ${name}` : ` ${name}\n ${username}`);
}

/** What `words` hold when one of them begins with a query. */
export function wordPrefix(query = ""): string {
  return ` ${foldName(query.trim())}`;
}

// In JavaScript, since SQLite knows the lower case of ASCII alone.
function foldName(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
