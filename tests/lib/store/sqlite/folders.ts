import type { DriverChoice } from "../../../../lib/store/sqlite/driver.ts";
import { loadDb } from "../../../../lib/store/sqlite/driver_db.ts";
import { openDriver } from "../../../../lib/store/sqlite/open_driver.ts";

/** Where the native part of @db/sqlite is kept for all tests of one file. */
const shared = Deno.makeTempDirSync({ prefix: "parley-native-" });
globalThis.addEventListener("unload", () => Deno.removeSync(shared, { recursive: true }));

/** Whether @db/sqlite can be used here: it needs JSR, its native library, and FFI. */
export const dbLoads = await openDriver("db", 3_000, () => loadDb(shared))
  .then(() => true, () => false);

/** A temporary data folder; whoever asks for it removes it. */
export async function storeFolder(driver: DriverChoice): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "parley-store-" });
  // One download for all folders.
  if (driver === "db") await Deno.symlink(`${shared}/native`, `${dir}/native`);
  return dir;
}

/** Gives a test a temporary data folder, and removes it afterwards. */
export async function withFolder(run: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = await storeFolder("node");
  try {
    await run(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
