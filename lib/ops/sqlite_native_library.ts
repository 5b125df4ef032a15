import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };

/** The native library of @db/sqlite, or why it is not to be loaded. */
export type NativeLibrary = { path: string } | {
  problem: string;
  /** The file is there, and it is another one than was fetched. */
  isChanged: boolean;
};

/** What was kept when the library was fetched. */
export interface LibraryRecord {
  url: string;
  /** SHA-256, as hexadecimal digits. */
  sha256: string;
  /** Why the module over the library is not to be loaded: the runtime would end the process that tries. */
  moduleProblem?: string;
}

/** The version of @db/sqlite; deno.json is the one place that names it. */
export const SQLITE_DRIVER_VERSION: string = config.imports["@db/sqlite"].replace(/^.*@/, "");

/** Where the releases of @db/sqlite are; its own code names this place, too. */
export const SQLITE_DRIVER_RELEASE_URL =
  `https://github.com/denodrivers/sqlite3/releases/download/${SQLITE_DRIVER_VERSION}/`;

/**
 * The folder of the library and its record. It is in the tree and not in the data, since the server may
 * write there; it has the version in its name, so that another version is fetched anew.
 */
export const NATIVE_LIBRARY_DIR: string = fileURLToPath(
  new URL(`../../native/${SQLITE_DRIVER_VERSION}`, import.meta.url),
);

/** The name that @db/sqlite gives the library in its releases. */
export function nativeLibraryFilename(
  { os, arch }: { os: string; arch: string } = Deno.build,
): string {
  const suffix = arch === "aarch64" ? "_aarch64" : "";
  switch (os) {
    case "windows":
      return `sqlite3${suffix}.dll`;
    case "darwin":
      return `libsqlite3${suffix}.dylib`;
    default:
      return `libsqlite3${suffix}.so`;
  }
}

export const libraryRecordPath = (folder: string) => `${folder}/${nativeLibraryFilename()}.json`;

/** Compares the library with what was kept when it was fetched. Never throws. */
export async function verifyNativeLibrary(folder = NATIVE_LIBRARY_DIR): Promise<NativeLibrary> {
  const path = `${folder}/${nativeLibraryFilename()}`;
  try {
    const bytes = await undefinedIfMissing(Deno.readFile(path));
    const record = await readLibraryRecord(folder);
    if (!bytes) return missingLibrary(`${path} is not there`);
    if (!record) return missingLibrary(`${libraryRecordPath(folder)} is not there`);
    const actualHash = await sha256Hex(bytes);
    if (actualHash !== record.sha256) return changedLibrary(path, actualHash, record.sha256);
    const { moduleProblem } = record;
    return moduleProblem ? { problem: moduleProblem, isChanged: true } : { path };
  } catch (error) {
    return { problem: `${path} cannot be checked: ${(error as Error).message}`, isChanged: false };
  }
}

/**
 * Ends the right to FFI for the whole process, where it was granted for a driver that then was not taken.
 * Who grants everything keeps it: at a terminal, a driver that loads too late would ask, and its thread wait.
 */
export function revokeFfi(): void {
  if (Deno.permissions.querySync({ name: "run" }).state === "granted") return;
  Deno.permissions.revokeSync({ name: "ffi" });
}

/** What was kept of the library, if something was. @throws when the file is damaged. */
export async function readLibraryRecord(folder: string): Promise<LibraryRecord | undefined> {
  const text = await undefinedIfMissing(Deno.readTextFile(libraryRecordPath(folder)));
  if (text === undefined) return undefined;
  const record = JSON.parse(text);
  if (!/^[0-9a-f]{64}$/.test(record?.sha256)) {
    throw new Error(`${libraryRecordPath(folder)} holds no SHA-256`);
  }
  return record;
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** How a file differs from what was kept, and what to do about it. */
export function changedLibrary(
  path: string,
  actualHash: string,
  expectedHash: string,
): NativeLibrary {
  const problem =
    `${path} is not the file that was fetched first: its SHA-256 is ${actualHash}, not ` +
    `${expectedHash}. Remove its folder and run \`deno task driver\` to fetch it anew`;
  return { problem, isChanged: true };
}

function missingLibrary(problem: string): NativeLibrary {
  return { problem: `${problem}: \`deno task driver\` fetches it`, isChanged: false };
}

function undefinedIfMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
}
