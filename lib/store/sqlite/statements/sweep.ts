import type { Database } from "../driver/driver.ts";
import { removeReactionsOf } from "./messages/reactions.ts";

export function sweep(db: Database, now: number): void {
  for (const table of ["sessions", "links", "invites"]) {
    db.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`).run(now);
  }
  db.prepare("DELETE FROM files WHERE message IS NULL AND expires_at <= ?").run(now);
  db.prepare("DELETE FROM mutes WHERE until <= ?").run(now);
  const deletedAccount = db.prepare<{ id: string }>(`
    SELECT id FROM accounts
    WHERE deleted = 1 AND EXISTS (SELECT 1 FROM reactions WHERE account = accounts.id) LIMIT 1`)
    .get();
  if (deletedAccount) removeReactionsOf(db, deletedAccount.id);
}
