import type { Log } from "./log.ts";
import type { NativeLibrary } from "./sqlite_native_library.ts";

/** The SQLite library in use, and why it is not @db/sqlite where that was to be tried first. */
export interface SqliteDriverInUse {
  driver: "db" | "node";
  driverFallback?: string;
  native: NativeLibrary | { problem: string };
}

/** Logs which SQLite library is in use, what it may do, and how to do without. */
export function logSqliteDriver(
  log: Log,
  { driver, driverFallback, native }: SqliteDriverInUse,
): void {
  if (driver === "db") {
    return log.info(
      "SQLite is @db/sqlite, with FFI as a whole: its native library may do whatever this process may. " +
        "SQLITE_DRIVER=node does without it",
    );
  }
  if (driverFallback === undefined) return log.info("SQLite is node:sqlite, without FFI");
  const line = "SQLite is node:sqlite, without FFI, since @db/sqlite was not taken. " +
    "SQLITE_DRIVER=node does not try it";
  const isChanged = "isChanged" in native && native.isChanged;
  // A library that was fetched, and is another one now, may be somebody's doing.
  log[isChanged ? "warn" : "info"](line, { why: driverFallback });
}
