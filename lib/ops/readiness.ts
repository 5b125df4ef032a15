import { withTimeout } from "../util/with_timeout.ts";

/** Milliseconds that the store may take to answer before Parley calls itself not ready. */
const READINESS_CHECK_TIMEOUT_MS = 2_000;

/** Milliseconds that a verdict holds: whoever asks more often costs no more writes. */
const READINESS_CACHE_MS = 1_000;

/** Why Parley cannot work, in words that tell a stranger nothing about the machine. */
export type NotReadyReason =
  | "stopping"
  | "storage_slow"
  | "storage_unwritable"
  | "storage_replaced"
  | "storage_damaged"
  | "storage_failed";

const REASON_BY_STORE_ERROR: Readonly<Record<string, NotReadyReason>> = {
  unwritable: "storage_unwritable",
  replaced: "storage_replaced",
  damaged: "storage_damaged",
  closed: "stopping",
};

export interface ReadinessDeps {
  /** Resolves when the store has written and read; rejects with a code when it cannot. */
  check(): Promise<void>;
  isStopping(): boolean;
  /** Milliseconds of a clock that nobody sets. */
  now?: () => number;
}

/** Whether Parley can work: it can when the store has just written. */
export class Readiness {
  #cachedReason: Promise<NotReadyReason | undefined> | undefined;
  #checkedAt = 0;
  readonly #now: () => number;

  constructor(private readonly deps: ReadinessDeps) {
    this.#now = deps.now ?? (() => performance.now());
  }

  /** Why Parley is not ready; nothing when it is. */
  async notReadyReason(): Promise<NotReadyReason | undefined> {
    if (this.deps.isStopping()) return "stopping";
    const now = this.#now();
    if (!this.#cachedReason || now - this.#checkedAt >= READINESS_CACHE_MS) {
      this.#checkedAt = now;
      this.#cachedReason = this.#checkStore();
    }
    return await this.#cachedReason;
  }

  async #checkStore(): Promise<NotReadyReason | undefined> {
    const answer = this.deps.check().then(
      () => "ready" as const,
      ({ code }) => REASON_BY_STORE_ERROR[code] ?? "storage_failed",
    );
    const outcome = await withTimeout(READINESS_CHECK_TIMEOUT_MS, answer) ?? "storage_slow";
    return outcome === "ready" ? undefined : outcome;
  }
}
