/** Small files in one folder that nobody else on the machine may read. */
export interface SecretFiles {
  read(name: string): string | undefined;
  /** Writes all of a file or nothing, and has it on disk when it returns. */
  write(name: string, text: string): void;
  remove(name: string): void;
  names(): string[];
}

/** How files that are being written end. */
const PARTIAL_SUFFIX = ".new";

/**
 * Opens a folder for the user's own files. It need not exist: the first file creates it. Files have
 * mode 0600 and the folder 0700, where the platform has modes. What the disk refuses is thrown.
 */
export function openSecretFiles(folder: string): SecretFiles {
  const pathOf = (name: string) => `${folder}/${name}`;

  function write(name: string, text: string): void {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (Deno.build.os !== "windows") Deno.chmodSync(folder, 0o700);
    const partial = pathOf(`${name}.${crypto.randomUUID()}${PARTIAL_SUFFIX}`);
    try {
      using file = Deno.openSync(partial, { write: true, createNew: true, mode: 0o600 });
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
      file.syncDataSync();
      Deno.renameSync(partial, pathOf(name));
    } catch (error) {
      undefinedIfMissing(() => Deno.removeSync(partial));
      throw error;
    }
  }

  return {
    read: (name) => undefinedIfMissing(() => Deno.readTextFileSync(pathOf(name))),
    write,
    remove: (name) => undefinedIfMissing(() => Deno.removeSync(pathOf(name))),
    names() {
      const entries = undefinedIfMissing(() => [...Deno.readDirSync(folder)]) ?? [];
      return entries.filter(({ name, isFile }) => isFile && !name.endsWith(PARTIAL_SUFFIX))
        .map(({ name }) => name);
    },
  };
}

function undefinedIfMissing<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
