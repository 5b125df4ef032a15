import { type Config, ConfigError, readConfig, VARIABLES } from "./config.ts";
import { checkLibrary, type NativeLibrary } from "./sqlite_native_library.ts";

/** What @db/sqlite reads to find its native library; Parley sets it. */
const NATIVE_VARIABLES = ["DENO_SQLITE_PATH", "DENO_SQLITE_LOCAL"];

/**
 * The permissions that a server with this configuration needs, as flags of `deno run`, and no more. FFI is
 * granted as a whole, and only where the native library will be used: its pointers are refused with less.
 */
export function grantsFor(
  { host, port, dataDir, sqliteDriver }: Config,
  library: NativeLibrary,
): string[] {
  const isNative = sqliteDriver !== "node" && "path" in library;
  const hostname = host.includes(":") ? `[${host}]` : host;
  const env = [...VARIABLES, ...(isNative ? NATIVE_VARIABLES : [])];
  return [
    `--allow-read=.,${dataDir}`,
    `--allow-write=${dataDir}`,
    `--allow-net=${port === 0 ? hostname : `${hostname}:${port}`}`,
    `--allow-env=${env.join(",")}`,
    // How much of the disk is free, and threads that yield to others.
    "--allow-sys=statfs,setPriority",
    ...(isNative ? ["--allow-ffi"] : []),
  ];
}

if (import.meta.main) {
  try {
    const config = readConfig((name) => Deno.env.get(name));
    console.log(grantsFor(config, await checkLibrary()).join(" "));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // The server says what is wrong, and it can only do so if it may look.
    console.log(`--allow-env=${VARIABLES.join(",")}`);
  }
}
