/** Milliseconds between two looks; what was acknowledged since the last one may be lost. */
export const FILE_CHECK_INTERVAL_MS = 400;

/**
 * Whether open files are still the ones at their paths. A file that was removed or replaced takes
 * everything that is written to it, and nobody finds it again.
 */
export class FileWatcher {
  readonly #files: ReadonlyMap<string, string | undefined>;
  #checkedAt: number;
  #lastMissingPath: string | undefined;

  /**
   * @param paths files that are open.
   * @param now milliseconds of a clock that nobody sets.
   */
  constructor(paths: readonly string[], private readonly now: () => number) {
    this.#files = new Map(paths.map((path) => [path, fileIdentity(path)]));
    this.#checkedAt = now();
  }

  /** The path of a file that is not the one that is open, as it was less than an interval ago. */
  missingPath(): string | undefined {
    const now = this.now();
    if (now - this.#checkedAt < FILE_CHECK_INTERVAL_MS) return this.#lastMissingPath;
    this.#checkedAt = now;
    return this.#lastMissingPath = this.#findMissing();
  }

  #findMissing(): string | undefined {
    for (const [path, identity] of this.#files) if (fileIdentity(path) !== identity) return path;
    return undefined;
  }
}

function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
