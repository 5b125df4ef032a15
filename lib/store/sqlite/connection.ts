import type { Database, Driver } from "./driver.ts";
import { inspect, migrate } from "./migrate.ts";

/** Milliseconds to wait for a lock that a backup or another tool holds. */
const BUSY_TIMEOUT = 5_000;

/**
 * Opens the file to write, and creates and migrates it if need be. What it commits is on disk.
 * @throws StoreError `newer` or `foreign`, when the file is not to be opened.
 */
export function openWriter(driver: Driver, file: string): Database {
  inspect(driver, file);
  // Made here, since SQLite gives its -wal and -shm the mode of the file.
  Deno.openSync(file, { create: true, append: true, mode: 0o600 }).close();
  const db = driver.open(file, false);
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    const mode = db.prepare<{ journal_mode: string }>("PRAGMA journal_mode = WAL").get();
    if (mode?.journal_mode !== "wal") throw new Error(`the file system of ${file} cannot do WAL`);
    db.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF");
    migrate(db);
    db.exec("PRAGMA foreign_keys = ON");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a file that a writer has open, to read. */
export function openReader(driver: Driver, file: string): Database {
  const db = driver.open(file, true);
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  return db;
}

/** Closes a writer, and leaves everything in the one file. */
export function closeWriter(db: Database): void {
  // The limit keeps a stop short whatever the size: https://www.sqlite.org/lang_analyze.html
  db.exec("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}
