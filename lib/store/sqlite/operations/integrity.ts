import type { Operations } from "./batch.ts";
import type { Database } from "../driver/driver.ts";

/** What the checking worker can do. */
export const integrityOperations = {
  listTables(db: Database): string[] {
    return db.prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all().map(({ name }) => name);
  },
  /** What is wrong with the pages of a table and its indexes; nothing when they are sound. */
  quickCheck(db: Database, table: string): string | undefined {
    const name = table.replaceAll("'", "''");
    const row = db.prepare<{ quick_check: string }>(`PRAGMA quick_check('${name}')`).get();
    return row?.quick_check === "ok" ? undefined : row?.quick_check;
  },
} satisfies Operations;
