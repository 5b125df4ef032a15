import { type Config, ConfigError, readConfig } from "../ops/config.ts";
import {
  changed,
  checkLibrary,
  DRIVER_VERSION,
  LIBRARY_FOLDER,
  libraryName,
  type NativeLibrary,
  readRecord,
  recordPath,
  RELEASE_URL,
  sha256,
} from "../ops/native_library.ts";

/** Milliseconds that all of it may take: a start waits for it. */
const DRIVER_FETCH_DEADLINE_MS = 20_000;

/** Bytes of a native library; the releases' are below 10 MB. */
const LIBRARY_MAX_BYTES = 64 * 2 ** 20;

export interface LibrarySource {
  /** The URL of the folder that has the library; `file:` is one, too. */
  base: string;
  folder: string;
  signal: AbortSignal;
}

/**
 * Fetches the native library of @db/sqlite, unless it is there, and keeps its hash. Where a hash was kept
 * before, only the same file is taken. Never throws.
 */
export async function fetchLibrary(
  { base, folder, signal }: LibrarySource,
): Promise<NativeLibrary> {
  const path = `${folder}/${libraryName()}`;
  const url = new URL(libraryName(), base).href;
  try {
    const there = await checkLibrary(folder);
    if ("path" in there || there.isChanged) return there;
    const record = await readRecord(folder);
    const bytes = await download(url, signal);
    const hash = await sha256(bytes);
    if (record && record.sha256 !== hash) return changed(url, hash, record.sha256);
    await Deno.mkdir(folder, { recursive: true });
    // The record comes first: a file without one would be fetched again, and believed again.
    if (!record) {
      const text = JSON.stringify({ url, sha256: hash }, null, 2) + "\n";
      await writeWhole(recordPath(folder), new TextEncoder().encode(text));
    }
    await writeWhole(path, bytes);
    return { path };
  } catch (error) {
    const why = signal.aborted ? "it took too long" : (error as Error).message;
    return { problem: `${url} could not be fetched: ${why}`, isChanged: false };
  }
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`the answer was ${response.status}`);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIBRARY_MAX_BYTES) throw new Error(`it is larger than ${LIBRARY_MAX_BYTES} bytes`);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Puts a file in its place at once: nobody ever sees half of it. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.writeFile(draft, bytes, { mode: 0o644 });
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw error;
  }
}

/**
 * Fetches the module of @db/sqlite into Deno's cache, and its hash into deno.lock, which Deno compares afterwards.
 * @returns what went wrong.
 */
async function cacheModule(signal: AbortSignal): Promise<string | undefined> {
  const specifier = `jsr:@db/sqlite@${DRIVER_VERSION}`;
  try {
    const { success, stderr } = await new Deno.Command("deno", {
      args: ["cache", "--quiet", specifier],
      signal,
    }).output();
    if (success) return undefined;
    const [why] = new TextDecoder().decode(stderr).trim().split("\n");
    return `${specifier} could not be fetched: ${signal.aborted ? "it took too long" : why}`;
  } catch (error) {
    return `${specifier} could not be fetched: ${(error as Error).message}`;
  }
}

/** Fetches what @db/sqlite needs, and says what came of it. A start goes on in any case. */
async function runDriver(base: string, choice: Config["sqliteDriver"]): Promise<void> {
  if (choice === "node") return;
  const signal = AbortSignal.timeout(DRIVER_FETCH_DEADLINE_MS);
  const library = await fetchLibrary({ base, folder: LIBRARY_FOLDER, signal });
  const problem = "problem" in library ? library.problem : await cacheModule(signal);
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
