import type { StoreError } from "../store.ts";
import type { OperationOutcome } from "./operations/batch.ts";
import { damagedError, replacedError, unwritableError } from "./driver/store_errors.ts";
import { FILE_CHECK_INTERVAL_MS, type FileWatcher } from "./file_watcher.ts";

/** Milliseconds between two tries to write while that fails. */
const WRITE_PROBE_INTERVAL_MS = 1_000;

export interface WriteGuardOptions {
  dir: string;
  file: string;
  files: FileWatcher;
  /** Writes something large; resolves when it is on disk. */
  probe(): Promise<void>;
  /** Told when writing stops to work, and with nothing when it works again. */
  onChange(trouble: StoreError | undefined): void;
  now: () => number;
}

/**
 * Knows whether writing works. Into a file that is damaged, or is not at its path any more, nothing is
 * written; on a disk that is full it is tried on, and is well again when a large write succeeded.
 */
export class WriteGuard {
  #trouble: StoreError | undefined;
  #probedAt = 0;
  #isProbing = false;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly options: WriteGuardOptions) {
    this.#timer = setInterval(() => this.#poll(), FILE_CHECK_INTERVAL_MS);
  }

  /** Why writing does not work at present. */
  get trouble(): StoreError | undefined {
    return this.#trouble;
  }

  /** Why nothing may be written, nor acknowledged, looked at less than an interval ago. */
  blockingError(): StoreError | undefined {
    this.#checkFiles();
    return this.#trouble?.code === "unwritable" ? undefined : this.#trouble;
  }

  /** Takes in what a worker answered. */
  observe(outcomes: readonly OperationOutcome[]): void {
    for (const outcome of outcomes) {
      if (!("error" in outcome)) continue;
      if (outcome.code === "damaged") this.reportDamage(outcome.error);
      else if (outcome.code === "unwritable" && !this.#trouble) {
        this.#probedAt = this.options.now();
        this.#setTrouble(unwritableError(this.options.dir, outcome.error));
      }
    }
  }

  /** The file was found damaged: that ends only with the process. */
  reportDamage(problem: string): void {
    if (this.#trouble?.code !== "damaged") {
      this.#setTrouble(damagedError(this.options.file, problem));
    }
  }

  /** A large write succeeded. */
  reportWritten(): void {
    if (this.#trouble?.code === "unwritable") this.#setTrouble(undefined);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #checkFiles(): void {
    if (this.#trouble?.code === "damaged") return;
    const missing = this.options.files.missingPath();
    const isReplaced = this.#trouble?.code === "replaced";
    if (missing !== undefined && !isReplaced) this.#setTrouble(replacedError(missing));
    else if (missing === undefined && isReplaced) this.#setTrouble(undefined);
  }

  #poll(): void {
    this.#checkFiles();
    const now = this.options.now();
    const isDue = now - this.#probedAt >= WRITE_PROBE_INTERVAL_MS && !this.#isProbing;
    if (this.#trouble?.code !== "unwritable" || !isDue) return;
    this.#probedAt = now;
    this.#isProbing = true;
    this.options.probe().then(() => this.reportWritten(), () => {}).finally(() =>
      this.#isProbing = false
    );
  }

  #setTrouble(trouble: StoreError | undefined): void {
    this.#trouble = trouble;
    this.options.onChange(trouble);
  }
}
