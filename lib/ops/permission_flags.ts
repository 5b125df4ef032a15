import { type Config, ConfigError, ENVIRONMENT_VARIABLES, readConfig } from "./config.ts";
import { type NativeLibrary, verifyNativeLibrary } from "./sqlite_native_library.ts";

/** What @db/sqlite reads to find its native library; Parley sets it. */
const NATIVE_LIBRARY_VARIABLES = ["DENO_SQLITE_PATH", "DENO_SQLITE_LOCAL"];

/**
 * The permissions that a server with this configuration needs, as flags of `deno run`, and no more. FFI is
 * granted as a whole, and only where the native library will be used: its pointers are refused with less.
 */
export function permissionFlags(
  { host, port, dataDir, sqliteDriver }: Config,
  library: NativeLibrary,
): string[] {
  const usesNativeLibrary = sqliteDriver !== "node" && "path" in library;
  const hostname = host.includes(":") ? `[${host}]` : host;
  const env = [...ENVIRONMENT_VARIABLES, ...(usesNativeLibrary ? NATIVE_LIBRARY_VARIABLES : [])];
  return [
    `--allow-read=.,${dataDir}`,
    `--allow-write=${dataDir}`,
    `--allow-net=${port === 0 ? hostname : `${hostname}:${port}`}`,
    `--allow-env=${env.join(",")}`,
    // How much of the disk is free, and threads that yield to others.
    "--allow-sys=statfs,setPriority",
    ...(usesNativeLibrary ? ["--allow-ffi"] : []),
  ];
}

if (import.meta.main) {
  try {
    const config = readConfig((name) => Deno.env.get(name));
    console.log(permissionFlags(config, await verifyNativeLibrary()).join(" "));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // The server says what is wrong, and it can only do so if it may look.
    console.log(`--allow-env=${ENVIRONMENT_VARIABLES.join(",")}`);
  }
}
