import { libraryName, recordPath, sha256 } from "../../lib/ops/sqlite_native_library.ts";

/** A folder that holds a library as if it had been fetched. */
export interface LibraryFolder extends AsyncDisposable {
  path: string;
  library: string;
  /** The file that keeps the library's hash. */
  record: string;
}

/** Makes a folder of its own, with a library of this content, or none. */
export async function libraryFolder(content?: string): Promise<LibraryFolder> {
  const path = await Deno.makeTempDir({ prefix: "parley-native-" });
  if (content !== undefined) await putLibrary(path, content);
  return {
    path,
    library: `${path}/${libraryName()}`,
    record: recordPath(path),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** Writes a library and its hash into a folder. */
export async function putLibrary(folder: string, content: string): Promise<void> {
  const bytes = new TextEncoder().encode(content);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/${libraryName()}`, bytes);
  const record = { url: "http://127.0.0.1/", sha256: await sha256(bytes) };
  await Deno.writeTextFile(recordPath(folder), JSON.stringify(record));
}
