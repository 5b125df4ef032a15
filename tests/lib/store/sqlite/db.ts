import { loadDb } from "../../../../lib/store/sqlite/driver_db.ts";
import { openDriver } from "../../../../lib/store/sqlite/open_driver.ts";

/** Where the native part of @db/sqlite is kept for all tests of one file. */
export const nativeDir = Deno.makeTempDirSync({ prefix: "parley-native-" });
globalThis.addEventListener("unload", () => Deno.removeSync(nativeDir, { recursive: true }));

/** Whether @db/sqlite can be used here: it needs JSR, its native library, and FFI. */
export const dbLoads = await openDriver("db", 5_000, () => loadDb(nativeDir))
  .then(() => true, () => false);

/** Says in the name of a test why it does not run. */
export const dbName = `@db/sqlite${dbLoads ? "" : " (skipped: it does not load here)"}`;
