/** Calls that may wait for a worker; each holds about 4 KB when its message is short. */
export const MAX_WAITING_CALLS = 10_000;

/** Milliseconds that the oldest call may have waited, and that a new one may expect to wait. */
export const MAX_WAIT_MS = 1_000;

/** What waits for a worker at a moment. */
export interface QueueBacklog {
  /** Calls that are in no batch yet. */
  waiting: number;
  /** When the oldest call without an answer came, by the same clock. */
  oldestAt: number | undefined;
}

/**
 * Decides whether a queue takes another call. The age of the oldest call alone would tell too late:
 * when it has waited a second, those behind it may have many seconds before them.
 */
export class AdmissionControl {
  /** What a full batch took lately. */
  #batchMs = 0;

  /**
   * @param batchSize calls that one batch holds at most.
   * @param now milliseconds of a clock that nobody sets.
   */
  constructor(private readonly batchSize: number, readonly now: () => number) {}

  /** Takes in how long a batch took. */
  recordBatch(batchMs: number): void {
    // Half of the last and half of those before, so that one slow sync does not count for all.
    this.#batchMs = (this.#batchMs + batchMs) / 2;
  }

  isFull({ waiting, oldestAt }: QueueBacklog): boolean {
    if (waiting >= MAX_WAITING_CALLS) return true;
    if (oldestAt !== undefined && this.now() - oldestAt > MAX_WAIT_MS) return true;
    return Math.floor(waiting / this.batchSize) * this.#batchMs > MAX_WAIT_MS;
  }
}
