import type { StoreError } from "../store.ts";
import type { Outcome } from "./operations/batch.ts";
import { damaged, replaced, unwritable } from "./driver/store_errors.ts";
import { type FolderWatch, LOOK_INTERVAL_MS } from "./file_watcher.ts";

/** Milliseconds between two tries to write while that fails. */
const PROBE_INTERVAL_MS = 1_000;

export interface WriteGuardOptions {
  dir: string;
  file: string;
  watch: FolderWatch;
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
    this.#timer = setInterval(() => this.#tick(), LOOK_INTERVAL_MS);
  }

  /** Why writing does not work at present. */
  get trouble(): StoreError | undefined {
    return this.#trouble;
  }

  /** Why nothing may be written, nor acknowledged, looked at less than an interval ago. */
  refusal(): StoreError | undefined {
    this.#look();
    return this.#trouble?.code === "unwritable" ? undefined : this.#trouble;
  }

  /** Takes in what a worker answered. */
  observe(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (!("error" in outcome)) continue;
      if (outcome.code === "damaged") this.damage(outcome.error);
      else if (outcome.code === "unwritable" && !this.#trouble) {
        this.#probedAt = this.options.now();
        this.#set(unwritable(this.options.dir, outcome.error));
      }
    }
  }

  /** The file was found damaged: that ends only with the process. */
  damage(what: string): void {
    if (this.#trouble?.code !== "damaged") this.#set(damaged(this.options.file, what));
  }

  /** A large write succeeded. */
  wrote(): void {
    if (this.#trouble?.code === "unwritable") this.#set(undefined);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#trouble?.code === "damaged") return;
    const missing = this.options.watch.missing();
    const isReplaced = this.#trouble?.code === "replaced";
    if (missing !== undefined && !isReplaced) this.#set(replaced(missing));
    else if (missing === undefined && isReplaced) this.#set(undefined);
  }

  #tick(): void {
    this.#look();
    const now = this.options.now();
    const isDue = now - this.#probedAt >= PROBE_INTERVAL_MS && !this.#isProbing;
    if (this.#trouble?.code !== "unwritable" || !isDue) return;
    this.#probedAt = now;
    this.#isProbing = true;
    this.options.probe().then(() => this.wrote(), () => {}).finally(() => this.#isProbing = false);
  }

  #set(trouble: StoreError | undefined): void {
    this.#trouble = trouble;
    this.options.onChange(trouble);
  }
}
