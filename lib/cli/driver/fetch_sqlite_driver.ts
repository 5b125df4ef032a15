import { stripVTControlCharacters } from "node:util";
import { type Config, ConfigError, readConfig } from "../../ops/config.ts";
import {
  NATIVE_LIBRARY_DIR,
  SQLITE_DRIVER_RELEASE_URL,
  SQLITE_DRIVER_VERSION,
} from "../../ops/sqlite_native_library.ts";
import {
  fetchNativeLibrary,
  type NativeLibrarySource,
  recordModuleProblem,
} from "./native_library_download.ts";

/** Milliseconds that all of it may take: a start waits for it. */
const DRIVER_FETCH_TIMEOUT_MS = 20_000;

/** Deno's exit code for a package that is not what deno.lock says. */
const DENO_INTEGRITY_EXIT_CODE = 10;

interface ModuleProblem {
  problem: string;
  /** It is not what deno.lock says. */
  isChanged: boolean;
}

/**
 * Fetches the module of @db/sqlite into Deno's cache, and its hash into deno.lock, which Deno compares
 * afterwards. Never throws.
 */
async function cacheModule(signal: AbortSignal): Promise<ModuleProblem | undefined> {
  const specifier = `jsr:@db/sqlite@${SQLITE_DRIVER_VERSION}`;
  try {
    const args = ["cache", "--quiet", specifier];
    const { code, stderr } = await new Deno.Command("deno", { args, signal }).output();
    if (code === 0) return undefined;
    const isChanged = code === DENO_INTEGRITY_EXIT_CODE;
    const errorOutput = stripVTControlCharacters(new TextDecoder().decode(stderr)).trim();
    const [line = ""] = errorOutput.split("\n");
    const reason = signal.aborted ? "it took too long" : line.replace(/^error: |\.$/g, "");
    return { problem: `${specifier} could not be fetched: ${reason}`, isChanged };
  } catch (error) {
    const { message } = error as Error;
    return { problem: `${specifier} could not be fetched: ${message}`, isChanged: false };
  }
}

/** Fetches the library and the module. Returns what went wrong. */
async function fetchDriver(source: NativeLibrarySource): Promise<string | undefined> {
  const { folder, signal } = source;
  await recordModuleProblem(folder, undefined);
  const library = await fetchNativeLibrary(source);
  if ("problem" in library) return library.problem;
  const module = await cacheModule(signal);
  if (module?.isChanged) await recordModuleProblem(folder, module.problem).catch(() => {});
  return module?.problem;
}

/** Fetches what @db/sqlite needs, and says what came of it. A start goes on in any case. */
async function installDriver(base: string, setting: Config["sqliteDriver"]): Promise<void> {
  if (setting === "node") return;
  const signal = AbortSignal.timeout(DRIVER_FETCH_TIMEOUT_MS);
  const problem = await fetchDriver({ base, folder: NATIVE_LIBRARY_DIR, signal })
    .catch((error: Error) => error.message);
  if (problem) console.error(`${problem}. Without @db/sqlite, node:sqlite does the same work.`);
  else console.log(`@db/sqlite ${SQLITE_DRIVER_VERSION} is there, with its native library.`);
}

if (import.meta.main) {
  try {
    const { sqliteDriver } = readConfig((name) => Deno.env.get(name));
    await installDriver(Deno.args[0] ?? SQLITE_DRIVER_RELEASE_URL, sqliteDriver);
  } catch (error) {
    // The server says what is wrong with the settings.
    if (!(error instanceof ConfigError)) throw error;
  }
}
