import { StoreError } from "../../store.ts";
import type { Database, Driver } from "../driver/driver.ts";
import { damagedError } from "../driver/store_errors.ts";
import { migrations } from "./migrations.ts";
import { runInTransaction } from "../driver/transaction.ts";

/** Marks a SQLite file as Parley's: "Parl" in ASCII. */
const APPLICATION_ID = 0x5061726c;

/** What a file says of itself. `schema` is 0 as long as it never had a table. */
interface FileHeader {
  application: number;
  version: number;
  schema: number;
}

/**
 * Looks whether a file is one that this Parley may open, and changes nothing, whatever it is.
 * @throws StoreError `newer`, `foreign` or `damaged`, when it is not.
 */
export function assertCompatible(driver: Driver, file: string, newest = migrations.length): void {
  const header = readHeader(driver, file);
  if (!header) return;
  const isBlank = header.application === 0 && header.version === 0 && header.schema === 0;
  if (isBlank) return;
  if (header.application !== APPLICATION_ID) throw notOurDatabase(file);
  if (header.version > newest) {
    throw new StoreError(
      "newer",
      `${file} was made by a newer Parley (schema ${header.version}, this one knows ${newest}). ` +
        "It was not touched. Start the newer Parley, or restore a backup that this one made.",
    );
  }
}

/** Brings a database to the newest schema, in one transaction. Foreign keys must be off. */
export function migrate(db: Database, steps: readonly string[] = migrations): void {
  runInTransaction(db, "BEGIN IMMEDIATE", () => {
    const version = readPragma(db, "user_version");
    if (version === steps.length) return;
    for (const step of steps.slice(version)) db.exec(step);
    const broken = db.prepare("PRAGMA foreign_key_check").all();
    if (broken.length > 0) throw new Error(`a migration left ${broken.length} broken references`);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
  });
}

/** Reads a pragma that is a number. */
export function readPragma(db: Database, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

/** `undefined`: there is no file yet, or an empty one. */
function readHeader(driver: Driver, file: string): FileHeader | undefined {
  if (fileSize(file) === 0) return undefined;
  // After a crash the newest page 1 may be in the log, and only SQLite can tell.
  return fileSize(`${file}-wal`) > 0 ? readHeaderWithSqlite(driver, file) : parseHeader(file);
}

// SQLite itself leaves a -wal and a -shm beside a file in WAL mode that it only reads.
function parseHeader(file: string): FileHeader {
  const header = new Uint8Array(100);
  using handle = Deno.openSync(file);
  const length = handle.readSync(header) ?? 0;
  // Offsets from https://www.sqlite.org/fileformat2.html#the_database_header
  const magic = new TextDecoder().decode(header.subarray(0, 16));
  if (length < 100 || magic !== "SQLite format 3\0") throw notOurDatabase(file);
  const view = new DataView(header.buffer);
  assertComplete(file, view);
  return {
    schema: view.getUint32(40),
    version: view.getUint32(60),
    application: view.getUint32(68),
  };
}

/** A file that was cut still has the size in its header, which counts when the file's last writer set it. */
function assertComplete(file: string, header: DataView): void {
  if (header.getUint32(24) !== header.getUint32(92)) return;
  const pageBytes = header.getUint16(16) === 1 ? 65_536 : header.getUint16(16);
  const expected = header.getUint32(28) * pageBytes;
  const size = fileSize(file);
  if (size < expected) throw damagedError(file, `it has ${size} of ${expected} bytes`);
}

function readHeaderWithSqlite(driver: Driver, file: string): FileHeader {
  const db = driver.open(file, true);
  try {
    return {
      schema: readPragma(db, "schema_version"),
      version: readPragma(db, "user_version"),
      application: readPragma(db, "application_id"),
    };
  } catch (cause) {
    if (/malformed/.test(String(cause))) throw damagedError(file, String(cause), { cause });
    throw notOurDatabase(file, { cause });
  } finally {
    db.close();
  }
}

function notOurDatabase(file: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    "foreign",
    `${file} is not a database of Parley. It was not touched. Move it away, or set DATA_DIR to ` +
      "another folder.",
    options,
  );
}

function fileSize(file: string): number {
  try {
    return Deno.statSync(file).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
