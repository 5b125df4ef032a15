import type { Database } from "../driver.ts";

export function sweep(db: Database, now: number): void {
  for (const table of ["sessions", "links", "invites"]) {
    db.prepare(`DELETE FROM ${table} WHERE expires_at <= ?`).run(now);
  }
  db.prepare("DELETE FROM mutes WHERE until <= ?").run(now);
}
