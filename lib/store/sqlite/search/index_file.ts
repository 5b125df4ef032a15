import type { Database, Driver } from "../driver/driver.ts";
import { readPragma } from "../schema/migrate.ts";
import { runInTransaction } from "../driver/transaction.ts";

/** Changes when what is indexed does, so that an older file is made anew. */
const INDEX_FORMAT_VERSION = 1;

/** How far the index has followed the store. */
export interface IndexPosition {
  /** The `n` of the last message that was looked at. */
  n: number;
  /** The last change of a message that was. */
  change: number;
}

/** An open index and the store beside it, which is only read. */
export interface SearchIndex {
  db: Database;
  store: Database;
  position: IndexPosition;
  /** What there was to index when it was opened. */
  target: IndexPosition;
}

/** Opens the index of a store, and begins a new one when there is none that fits. */
export function openIndex(driver: Driver, file: string, store: Database): SearchIndex {
  const target = readStoreHead(store);
  const db = openIndexFile(driver, file);
  const position = db && readUsablePosition(db, store, target);
  if (db && position) return { db, store, position, target };
  db?.close();
  return createIndex(driver, file, store);
}

/** Removes what there is and begins an empty index. */
export function createIndex(driver: Driver, file: string, store: Database): SearchIndex {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) removeIfPresent(name);
  Deno.openSync(file, { create: true, write: true, mode: 0o600 }).close();
  const db = openIndexFile(driver, file);
  if (!db) throw new Error(`${file} could not be made`);
  const target = readStoreHead(store);
  const position = { n: 0, change: target.change };
  runInTransaction(db, "BEGIN IMMEDIATE", () => {
    db.exec(`
      CREATE TABLE position (n INTEGER NOT NULL, change INTEGER NOT NULL, last TEXT) STRICT;
      CREATE TABLE times (block INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
      PRAGMA user_version = ${INDEX_FORMAT_VERSION}`);
    db.prepare("INSERT INTO position (n, change) VALUES (?, ?)").run(position.n, position.change);
  });
  return { db, store, position, target };
}

/** Where the store stands. */
export function readStoreHead(store: Database): IndexPosition {
  return store.prepare<{ n: number; change: number }>(`
    SELECT (SELECT coalesce(max(n), 0) FROM messages) AS n,
      (SELECT coalesce(max(change), 0) FROM message_changes) AS change`).get()!;
}

/** Keeps how far the index is, in the transaction that brought it there. */
export function savePosition({ db, store }: SearchIndex, { n, change }: IndexPosition): void {
  db.prepare("UPDATE position SET n = ?, change = ?, last = ?").run(
    n,
    change,
    messageKeyAt(store, n),
  );
}

/** Whether an error says that a file is not what it was: what is in it is made anew. */
export function isCorruptIndex(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /malformed|corrupt|not a database|no such table|no such column|unrecognized option|fts5: /i
    .test(message);
}

/** `undefined`: there is no file, or it is not a database that can be opened. */
function openIndexFile(driver: Driver, file: string): Database | undefined {
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
    if (error instanceof Deno.errors.NotFound || isCorruptIndex(error)) return undefined;
    throw error;
  }
}

/** How far a file is, if it is of this format and follows this store, and not a later state of it. */
function readUsablePosition(
  db: Database,
  store: Database,
  head: IndexPosition,
): IndexPosition | undefined {
  try {
    if (readPragma(db, "user_version") !== INDEX_FORMAT_VERSION) return undefined;
    const saved = db.prepare<IndexPosition & { last: string | null }>(
      "SELECT n, change, last FROM position",
    ).get();
    if (!saved || saved.n > head.n || saved.change > head.change) return undefined;
    if (saved.last !== messageKeyAt(store, saved.n)) return undefined;
    return { n: saved.n, change: saved.change };
  } catch (error) {
    if (isCorruptIndex(error)) return undefined;
    throw error;
  }
}

/** What no other store has in the same place. */
function messageKeyAt(store: Database, n: number): string | null {
  const row = store.prepare<{ id: string }>(
    "SELECT author || ' ' || id AS id FROM messages WHERE n = ?",
  )
    .get(n);
  return row?.id ?? null;
}

function removeIfPresent(file: string): void {
  try {
    Deno.removeSync(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
