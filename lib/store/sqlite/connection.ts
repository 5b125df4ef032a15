import { StoreError } from "../store.ts";
import type { Database, Driver } from "./driver/driver.ts";
import { assertCompatible, migrate, readPragma } from "./schema/migrate.ts";
import { migrations } from "./schema/migrations.ts";

/** Milliseconds to wait for a lock that a backup or another tool holds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the file to write, and creates and migrates it if need be. What it commits is on disk.
 * @throws StoreError `newer` or `foreign`, when the file is not to be opened.
 */
export function openWriter(driver: Driver, file: string): Database {
  assertCompatible(driver, file);
  // Made here, since SQLite gives its -wal and -shm the mode of the file.
  Deno.openSync(file, { create: true, append: true, mode: 0o600 }).close();
  return open(driver, file, (db) => {
    const mode = db.prepare<{ journal_mode: string }>("PRAGMA journal_mode = WAL").get();
    if (mode?.journal_mode !== "wal") throw new Error(`the file system of ${file} cannot do WAL`);
    db.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF");
    migrate(db);
    db.exec("PRAGMA foreign_keys = ON");
  });
}

/**
 * Opens a file that another process has open, to write, and leaves its schema as it is. Only SQLite
 * touches the file: closing it by other means would drop the locks that this process holds on it.
 * @throws StoreError `locked`, when that process is not of this version.
 */
export function openShared(driver: Driver, file: string): Database {
  return open(driver, file, (db) => {
    if (readPragma(db, "user_version") !== migrations.length) {
      throw new StoreError("locked", `Another version of Parley is using ${file}. Stop it first.`);
    }
    db.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  });
}

/** Opens a file that a writer has open, to read. */
export function openReader(driver: Driver, file: string): Database {
  const db = driver.open(file, true);
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return db;
}

/** Closes a writer, and leaves everything in the one file. */
export function closeWriter(db: Database): void {
  // Who reads for long must not hold up the stop; the next start folds what is left.
  db.exec("PRAGMA busy_timeout = 1000");
  // The limit keeps a stop short whatever the size: https://www.sqlite.org/lang_analyze.html
  db.exec("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

function open(driver: Driver, file: string, prepare: (db: Database) => void): Database {
  const db = driver.open(file, false);
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
