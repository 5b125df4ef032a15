import {
  changed,
  checkLibrary,
  libraryName,
  type LibraryRecord,
  type NativeLibrary,
  readRecord,
  recordPath,
  sha256,
} from "../../ops/sqlite_native_library.ts";

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
    if (!record) await writeRecord(folder, { url, sha256: hash });
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

async function writeRecord(folder: string, record: LibraryRecord): Promise<void> {
  const text = JSON.stringify(record, null, 2) + "\n";
  await writeWhole(recordPath(folder), new TextEncoder().encode(text));
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

/** Keeps beside the library why its module is not to be loaded, or that it may be again. */
export async function noteModule(folder: string, moduleProblem: string | undefined): Promise<void> {
  const record = await readRecord(folder);
  if (!record || record.moduleProblem === moduleProblem) return;
  const { url, sha256 } = record;
  await writeRecord(folder, { url, sha256, ...(moduleProblem && { moduleProblem }) });
}
