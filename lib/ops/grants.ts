import { type Config, ConfigError, readConfig, VARIABLES } from "./config.ts";

/** What @db/sqlite reads to find its native library, and where that is downloaded from. */
const NATIVE = {
  env: ["DENO_DIR", "DENO_SQLITE_PATH", "DENO_SQLITE_LOCAL", "HOME", "XDG_CACHE_HOME"],
  windowsEnv: ["USERPROFILE", "LOCALAPPDATA"],
  hosts: [
    "github.com",
    "objects.githubusercontent.com",
    "release-assets.githubusercontent.com",
  ],
};

/** The permissions that a server with this configuration needs, as flags of `deno run`, and no more. */
export function grantsFor({ host, port, dataDir, sqliteDriver }: Config): string[] {
  const isNative = sqliteDriver !== "node";
  const hostname = host.includes(":") ? `[${host}]` : host;
  const net = [port === 0 ? hostname : `${hostname}:${port}`, ...(isNative ? NATIVE.hosts : [])];
  const env = [...VARIABLES, ...(isNative ? [...NATIVE.env, ...NATIVE.windowsEnv] : [])];
  return [
    `--allow-read=.,${dataDir}`,
    `--allow-write=${dataDir}`,
    `--allow-net=${net.join(",")}`,
    `--allow-env=${env.join(",")}`,
    ...(isNative ? ["--allow-ffi"] : []),
  ];
}

if (import.meta.main) {
  try {
    console.log(grantsFor(readConfig((name) => Deno.env.get(name))).join(" "));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // The server says what is wrong, and it can only do so if it may look.
    console.log(`--allow-env=${VARIABLES.join(",")}`);
  }
}
