import type { Entry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { findMessage } from "../messages/entries.ts";
import { ENTRY_COLUMNS, type EntryRow, toEntries } from "../messages/row_mapping.ts";

export function setBookmark(
  db: Database,
  account: string,
  room: string,
  seq: number,
  { on, at }: { on: boolean; at: number },
): boolean {
  const message = findMessage(db, room, seq);
  if (!message) return false;
  const changed = on
    ? db.prepare(
      "INSERT INTO saved (account, message, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    ).run(account, message.n, at)
    : db.prepare("DELETE FROM saved WHERE account = ? AND message = ?").run(account, message.n);
  return changed > 0;
}

export function listBookmarks(
  db: Database,
  account: string,
  rooms: readonly string[],
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): { n: number; entry: Entry }[] {
  // CROSS JOIN walks through what was saved, and not through whole rooms.
  const rows = db.prepare<EntryRow & { n: number }>(`
    SELECT saved.n AS n, ${ENTRY_COLUMNS}
    FROM saved CROSS JOIN messages ON messages.n = message JOIN accounts ON accounts.id = author
    WHERE account = ? AND saved.n < ? AND room IN (SELECT value FROM json_each(?))
    ORDER BY saved.n DESC LIMIT ?`)
    .all(account, before, JSON.stringify(rooms), limit);
  const entries = toEntries(db, rows);
  return rows.map(({ n }, i) => ({ n, entry: entries[i]! }));
}

export function bookmarkedSeqs(db: Database, account: string, room: string): number[] {
  return db.prepare<{ seq: number }>(`
    SELECT seq FROM saved CROSS JOIN messages ON messages.n = message
    WHERE account = ? AND room = ? ORDER BY seq`)
    .all(account, room).map(({ seq }) => seq);
}
