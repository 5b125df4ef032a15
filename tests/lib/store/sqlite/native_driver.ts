import { checkLibrary } from "../../../../lib/ops/sqlite_native_library.ts";
import type { NativeLibrary } from "../../../../lib/store/sqlite/driver/driver.ts";
import { loadDb } from "../../../../lib/store/sqlite/driver/db_sqlite.ts";
import { openDriver } from "../../../../lib/store/sqlite/driver/open.ts";

const path = Deno.env.get("DENO_SQLITE_PATH");

/** The native library of @db/sqlite: a given one, or what `deno task driver` fetched. */
export const native: NativeLibrary = path ? { path } : await checkLibrary();

/** Whether @db/sqlite can be used here: it needs JSR, its native library, and FFI. */
export const dbLoads = await openDriver("db", 5_000, () => loadDb(native))
  .then(() => true, () => false);

/** Says in the name of a test why it does not run. */
export const dbName = `@db/sqlite${dbLoads ? "" : " (skipped: it does not load here)"}`;
