import type { Database } from "./driver.ts";

/** How a transaction begins: one that writes takes its lock at once, one that reads takes none. */
export type BeginStatement = "BEGIN IMMEDIATE" | "BEGIN";

/** Runs `work` in one transaction, which is on disk when this returns and gone when it throws. */
export function runInTransaction<T>(db: Database, begin: BeginStatement, work: () => T): T {
  db.prepare(begin).run();
  try {
    const result = work();
    db.prepare("COMMIT").run();
    return result;
  } catch (error) {
    try {
      db.prepare("ROLLBACK").run();
    } catch {
      // SQLite has ended some failed transactions by itself (disk full, I/O error).
    }
    throw error;
  }
}
