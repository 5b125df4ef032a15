import { within } from "../util/with_timeout.ts";

/** Milliseconds that the store may take to answer before Parley calls itself not ready. */
const CHECK_DEADLINE_MS = 2_000;

/** Milliseconds that a verdict holds: whoever asks more often costs no more writes. */
const VERDICT_LIFE_MS = 1_000;

/** Why Parley cannot work, in words that tell a stranger nothing about the machine. */
export type NotReady =
  | "stopping"
  | "storage_slow"
  | "storage_unwritable"
  | "storage_replaced"
  | "storage_damaged"
  | "storage_failed";

const REASONS: Readonly<Record<string, NotReady>> = {
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
  #verdict: Promise<NotReady | undefined> | undefined;
  #checkedAt = 0;
  readonly #now: () => number;

  constructor(private readonly deps: ReadinessDeps) {
    this.#now = deps.now ?? (() => performance.now());
  }

  /** Why Parley is not ready; nothing when it is. */
  async reason(): Promise<NotReady | undefined> {
    if (this.deps.isStopping()) return "stopping";
    const now = this.#now();
    if (!this.#verdict || now - this.#checkedAt >= VERDICT_LIFE_MS) {
      this.#checkedAt = now;
      this.#verdict = this.#check();
    }
    return await this.#verdict;
  }

  async #check(): Promise<NotReady | undefined> {
    const answer = this.deps.check().then(
      () => "ready" as const,
      ({ code }) => REASONS[code] ?? "storage_failed",
    );
    const verdict = await within(CHECK_DEADLINE_MS, answer) ?? "storage_slow";
    return verdict === "ready" ? undefined : verdict;
  }
}
