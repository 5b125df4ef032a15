import {
  libraryRecordPath,
  nativeLibraryFilename,
  sha256Hex,
} from "../../lib/ops/sqlite_native_library.ts";

/** A folder that holds a library as if it had been fetched. */
export interface LibraryDir extends AsyncDisposable {
  path: string;
  library: string;
  /** The file that keeps the library's hash. */
  record: string;
}

/** Makes a folder of its own, with a library of this content, or none. */
export async function createLibraryDir(content?: string): Promise<LibraryDir> {
  const path = await Deno.makeTempDir({ prefix: "parley-native-" });
  if (content !== undefined) await putLibrary(path, content);
  return {
    path,
    library: `${path}/${nativeLibraryFilename()}`,
    record: libraryRecordPath(path),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** Writes a library and its hash into a folder. */
export async function putLibrary(folder: string, content: string): Promise<void> {
  const bytes = new TextEncoder().encode(content);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/${nativeLibraryFilename()}`, bytes);
  const record = { url: "http://127.0.0.1/", sha256: await sha256Hex(bytes) };
  await Deno.writeTextFile(libraryRecordPath(folder), JSON.stringify(record));
}
