import type { Database, Driver } from "../driver/driver.ts";
import { pragma } from "../schema/migrate.ts";
import { transaction } from "../driver/transaction.ts";

/** Changes when what is indexed does, so that an older file is made anew. */
const FORMAT = 1;

/** How far the index has followed the store. */
export interface Position {
  /** The `n` of the last message that was looked at. */
  n: number;
  /** The last change of a message that was. */
  change: number;
}

/** An open index and the store beside it, which is only read. */
export interface Index {
  db: Database;
  store: Database;
  position: Position;
  /** What there was to index when it was opened. */
  goal: Position;
}

/** Opens the index of a store, and begins a new one when there is none that fits. */
export function openIndex(driver: Driver, file: string, store: Database): Index {
  const goal = headOf(store);
  const db = openFile(driver, file);
  const position = db && fitting(db, store, goal);
  if (db && position) return { db, store, position, goal };
  db?.close();
  return beginIndex(driver, file, store);
}

/** Removes what there is and begins an empty index. */
export function beginIndex(driver: Driver, file: string, store: Database): Index {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) remove(name);
  Deno.openSync(file, { create: true, write: true, mode: 0o600 }).close();
  const db = openFile(driver, file);
  if (!db) throw new Error(`${file} could not be made`);
  const goal = headOf(store);
  const position = { n: 0, change: goal.change };
  transaction(db, "BEGIN IMMEDIATE", () => {
    db.exec(`
      CREATE TABLE position (n INTEGER NOT NULL, change INTEGER NOT NULL, last TEXT) STRICT;
      CREATE TABLE times (block INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
      PRAGMA user_version = ${FORMAT}`);
    db.prepare("INSERT INTO position (n, change) VALUES (?, ?)").run(position.n, position.change);
  });
  return { db, store, position, goal };
}

/** Where the store stands. */
export function headOf(store: Database): Position {
  return store.prepare<{ n: number; change: number }>(`
    SELECT (SELECT coalesce(max(n), 0) FROM messages) AS n,
      (SELECT coalesce(max(change), 0) FROM message_changes) AS change`).get()!;
}

/** Keeps how far the index is, in the transaction that brought it there. */
export function keepPosition({ db, store }: Index, { n, change }: Position): void {
  db.prepare("UPDATE position SET n = ?, change = ?, last = ?").run(n, change, idAt(store, n));
}

/** Whether an error says that a file is not what it was: what is in it is made anew. */
export function isDamage(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /malformed|corrupt|not a database|no such table|no such column|unrecognized option|fts5: /i
    .test(message);
}

/** `undefined`: there is no file, or it is not a database that can be opened. */
function openFile(driver: Driver, file: string): Database | undefined {
  let db: Database | undefined;
  try {
    Deno.statSync(file);
    db = driver.open(file, false);
    // Nobody else opens it, so the log needs no shared memory. A crash must not damage it, and what
    // the last moment before one took in is taken in again.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof Deno.errors.NotFound || isDamage(error)) return undefined;
    throw error;
  }
}

/** How far a file is, if it is of this format and follows this store, and not a later state of it. */
function fitting(db: Database, store: Database, head: Position): Position | undefined {
  try {
    if (pragma(db, "user_version") !== FORMAT) return undefined;
    const kept = db.prepare<Position & { last: string | null }>(
      "SELECT n, change, last FROM position",
    ).get();
    if (!kept || kept.n > head.n || kept.change > head.change) return undefined;
    if (kept.last !== idAt(store, kept.n)) return undefined;
    return { n: kept.n, change: kept.change };
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

/** What no other store has in the same place. */
function idAt(store: Database, n: number): string | null {
  const row = store.prepare<{ id: string }>(
    "SELECT author || ' ' || id AS id FROM messages WHERE n = ?",
  )
    .get(n);
  return row?.id ?? null;
}

function remove(file: string): void {
  try {
    Deno.removeSync(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
