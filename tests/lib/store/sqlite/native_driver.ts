import { verifyNativeLibrary } from "../../../../lib/ops/sqlite_native_library.ts";
import type { NativeLibrary } from "../../../../lib/store/sqlite/driver/driver.ts";
import { loadDbSqlite } from "../../../../lib/store/sqlite/driver/db_sqlite.ts";
import { loadDriver } from "../../../../lib/store/sqlite/driver/open.ts";

const path = Deno.env.get("DENO_SQLITE_PATH");

/** The native library of @db/sqlite: a given one, or what `deno task driver` fetched. */
export const native: NativeLibrary = path ? { path } : await verifyNativeLibrary();

/** Whether @db/sqlite can be used here: it needs JSR, its native library, and FFI. */
export const dbLoads = await loadDriver("db", 5_000, () => loadDbSqlite(native))
  .then(() => true, () => false);

/** Says in the name of a test why it does not run. */
export const dbName = `@db/sqlite${dbLoads ? "" : " (skipped: it does not load here)"}`;
