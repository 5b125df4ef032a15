import {
  changedLibrary,
  type LibraryRecord,
  libraryRecordPath,
  type NativeLibrary,
  nativeLibraryFilename,
  readLibraryRecord,
  sha256Hex,
  verifyNativeLibrary,
} from "../../ops/sqlite_native_library.ts";

/** Bytes of a native library; the releases' are below 10 MB. */
const MAX_LIBRARY_BYTES = 64 * 2 ** 20;

export interface NativeLibrarySource {
  /** The URL of the folder that has the library; `file:` is one, too. */
  base: string;
  folder: string;
  signal: AbortSignal;
}

/**
 * Fetches the native library of @db/sqlite, unless it is there, and keeps its hash. Where a hash was kept
 * before, only the same file is taken. Never throws.
 */
export async function fetchNativeLibrary(
  { base, folder, signal }: NativeLibrarySource,
): Promise<NativeLibrary> {
  const path = `${folder}/${nativeLibraryFilename()}`;
  const url = new URL(nativeLibraryFilename(), base).href;
  try {
    const installed = await verifyNativeLibrary(folder);
    if ("path" in installed || installed.isChanged) return installed;
    const record = await readLibraryRecord(folder);
    const bytes = await downloadBytes(url, signal);
    const hash = await sha256Hex(bytes);
    if (record && record.sha256 !== hash) return changedLibrary(url, hash, record.sha256);
    await Deno.mkdir(folder, { recursive: true });
    // The record comes first: a file without one would be fetched again, and believed again.
    if (!record) await writeRecord(folder, { url, sha256: hash });
    await writeAtomically(path, bytes);
    return { path };
  } catch (error) {
    const reason = signal.aborted ? "it took too long" : (error as Error).message;
    return { problem: `${url} could not be fetched: ${reason}`, isChanged: false };
  }
}

async function downloadBytes(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
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
    if (size > MAX_LIBRARY_BYTES) throw new Error(`it is larger than ${MAX_LIBRARY_BYTES} bytes`);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function writeRecord(folder: string, record: LibraryRecord): Promise<void> {
  const text = JSON.stringify(record, null, 2) + "\n";
  await writeAtomically(libraryRecordPath(folder), new TextEncoder().encode(text));
}

/** Puts a file in its place at once: nobody ever sees half of it. */
async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporaryPath = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.writeFile(temporaryPath, bytes, { mode: 0o644 });
    await Deno.rename(temporaryPath, path);
  } catch (error) {
    await Deno.remove(temporaryPath).catch(() => {});
    throw error;
  }
}

/** Keeps beside the library why its module is not to be loaded, or that it may be again. */
export async function recordModuleProblem(
  folder: string,
  moduleProblem: string | undefined,
): Promise<void> {
  const record = await readLibraryRecord(folder);
  if (!record || record.moduleProblem === moduleProblem) return;
  const { url, sha256 } = record;
  await writeRecord(folder, { url, sha256, ...(moduleProblem && { moduleProblem }) });
}
