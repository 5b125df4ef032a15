import { StoreError } from "../../store.ts";

/**
 * Makes this process the only one that uses a data folder, until what it returns is closed. The
 * system lets go of the lock when the process ends, however it ends. Never waits.
 * @returns `undefined` when another has it.
 */
export function tryLockFolder(dir: string): Deno.FsFile | undefined {
  const file = Deno.openSync(`${dir}/parley.lock`, { create: true, write: true, mode: 0o600 });
  if (file.tryLockSync(true)) return file;
  file.close();
  return undefined;
}

/** The same. @throws StoreError `locked`, when another has it. */
export function lockFolder(dir: string): Deno.FsFile {
  const lock = tryLockFolder(dir);
  if (lock) return lock;
  throw new StoreError(
    "locked",
    `Another Parley is using ${dir}. Stop it first, or set DATA_DIR to another folder.`,
  );
}
