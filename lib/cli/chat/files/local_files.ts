import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";

/** Where paths that people write begin. */
export interface PathContext {
  /** The folder that one is in. */
  folder: string;
  home?: string | undefined;
}

/** A file of this machine that is to be sent. */
export interface LocalFile {
  name: string;
  content: Blob;
}

/** A path as people write it: from where they are, and `~` for their home. */
export function resolvePath(path: string, { folder, home }: PathContext): string {
  if (home !== undefined && /^~(\/|$)/.test(path)) return home + path.slice(1);
  const isFull = path.startsWith("/") || /^([a-z]:)?[\\/]/i.test(path);
  return isFull ? path : `${folder}/${path}`;
}

/**
 * Reads a file of this machine.
 * @param maxBytes bytes that it may have; a larger one is not read
 * @throws CliError when there is none that can be sent
 */
export async function readLocalFile(
  path: string,
  context: PathContext,
  maxBytes = Infinity,
): Promise<LocalFile> {
  const full = resolvePath(path, context);
  try {
    const { isFile, size } = await Deno.stat(full);
    if (!isFile) throw fileError(`"${path}" is no file.`);
    if (size === 0) throw fileError(`"${path}" is empty.`);
    if (size > maxBytes) {
      throw fileError(
        `"${path}" has ${formatBytes(size)}. A file may have ${formatBytes(maxBytes)}.`,
      );
    }
    const content = new Blob([await Deno.readFile(full)]);
    return { name: full.split(/[\\/]/).at(-1)!, content };
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof Deno.errors.NotFound) throw fileError(`There is no file "${path}".`);
    throw fileError(`"${path}" cannot be read.`, error);
  }
}

/** The paths that one may mean by the beginning of one; folders end with a slash. */
export function completePath(prefix: string, context: PathContext): string[] {
  const [, folder = "", rest = ""] = prefix.match(/^(.*\/)?([^/]*)$/s) ?? [];
  try {
    const entries = [...Deno.readDirSync(resolvePath(folder, context))];
    return entries.filter(({ name }) => rest.startsWith(".") || !name.startsWith("."))
      .map(({ name, isDirectory }) => folder + name + (isDirectory ? "/" : "")).sort();
  } catch {
    return [];
  }
}

/** So many bytes, for people. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return "1 byte";
  const units = ["bytes", "KB", "MB", "GB"];
  const unit = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const count = bytes / 1_024 ** unit;
  return `${unit === 0 || count >= 10 ? Math.round(count) : count.toFixed(1)} ${units[unit]}`;
}

function fileError(message: string, cause?: unknown): CliError {
  return new CliError(EXIT_CODES.failed, message, { cause });
}
