import { stripVTControlCharacters } from "node:util";
import { type Config, ConfigError, readConfig } from "../../ops/config.ts";
import { DRIVER_VERSION, LIBRARY_FOLDER, RELEASE_URL } from "../../ops/sqlite_native_library.ts";
import { fetchLibrary, type LibrarySource, noteModule } from "./native_library_download.ts";

/** Milliseconds that all of it may take: a start waits for it. */
const DRIVER_FETCH_DEADLINE_MS = 20_000;

/** Deno's exit code for a package that is not what deno.lock says. */
const INTEGRITY_EXIT_CODE = 10;

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
  const specifier = `jsr:@db/sqlite@${DRIVER_VERSION}`;
  try {
    const args = ["cache", "--quiet", specifier];
    const { code, stderr } = await new Deno.Command("deno", { args, signal }).output();
    if (code === 0) return undefined;
    const isChanged = code === INTEGRITY_EXIT_CODE;
    const said = stripVTControlCharacters(new TextDecoder().decode(stderr)).trim();
    const [line = ""] = said.split("\n");
    const why = signal.aborted ? "it took too long" : line.replace(/^error: |\.$/g, "");
    return { problem: `${specifier} could not be fetched: ${why}`, isChanged };
  } catch (error) {
    const { message } = error as Error;
    return { problem: `${specifier} could not be fetched: ${message}`, isChanged: false };
  }
}

/** Fetches the library and the module. Returns what went wrong. */
async function fetchDriver(source: LibrarySource): Promise<string | undefined> {
  const { folder, signal } = source;
  await noteModule(folder, undefined);
  const library = await fetchLibrary(source);
  if ("problem" in library) return library.problem;
  const module = await cacheModule(signal);
  if (module?.isChanged) await noteModule(folder, module.problem).catch(() => {});
  return module?.problem;
}

/** Fetches what @db/sqlite needs, and says what came of it. A start goes on in any case. */
async function runDriver(base: string, choice: Config["sqliteDriver"]): Promise<void> {
  if (choice === "node") return;
  const signal = AbortSignal.timeout(DRIVER_FETCH_DEADLINE_MS);
  const problem = await fetchDriver({ base, folder: LIBRARY_FOLDER, signal })
    .catch((error: Error) => error.message);
  if (problem) console.error(`${problem}. Without @db/sqlite, node:sqlite does the same work.`);
  else console.log(`@db/sqlite ${DRIVER_VERSION} is there, with its native library.`);
}

if (import.meta.main) {
  try {
    const { sqliteDriver } = readConfig((name) => Deno.env.get(name));
    await runDriver(Deno.args[0] ?? RELEASE_URL, sqliteDriver);
  } catch (error) {
    // The server says what is wrong with the settings.
    if (!(error instanceof ConfigError)) throw error;
  }
}
