import type { LogRecord, Sink } from "@logtape/logtape";

/** Milliseconds in which lines that say the same become one with their number. */
export const LOG_REPEAT_WINDOW_MS = 10_000;

/** Different lines that are held at once; with more, what came first is written. */
const MAX_PENDING_RECORDS = 1_000;

/** What differs between two lines that say the same. */
const IGNORED_PROPERTIES = ["requestId", "path", "error"];

interface PendingRecord {
  /** The last that was the same. */
  record: LogRecord;
  /** Lines that were not written. */
  repeats: number;
  flushAt: number;
}

/**
 * Writes the first of lines that say the same at once, and the others as one line with the number of
 * `repeats`: a flood of refusals must not become a flood of lines.
 */
export class LogDeduplicator implements Disposable {
  readonly #pending = new Map<string, PendingRecord>();

  constructor(private readonly sink: Sink, private readonly now: () => number = Date.now) {}

  write(record: LogRecord): void {
    this.flush();
    const key = deduplicationKey(record);
    const pending = this.#pending.get(key);
    if (pending) {
      pending.record = record;
      pending.repeats++;
      return;
    }
    for (const [first] of this.#pending) {
      if (this.#pending.size < MAX_PENDING_RECORDS) break;
      this.#writePending(first);
    }
    this.#pending.set(key, { record, repeats: 0, flushAt: this.now() + LOG_REPEAT_WINDOW_MS });
    this.sink(record);
  }

  /** Writes what has been held long enough. */
  flush(): void {
    // All are held equally long, so the oldest are the first.
    for (const [key, { flushAt: until }] of this.#pending) {
      if (until > this.now()) return;
      this.#writePending(key);
    }
  }

  [Symbol.dispose](): void {
    for (const key of [...this.#pending.keys()]) this.#writePending(key);
  }

  #writePending(key: string): void {
    const { record, repeats } = this.#pending.get(key)!;
    this.#pending.delete(key);
    if (repeats === 0) return;
    this.sink({ ...record, properties: { ...record.properties, repeats } });
  }
}

function deduplicationKey({ level, message, properties }: LogRecord): string {
  const comparedProperties = Object.entries(properties).filter(([name]) =>
    !IGNORED_PROPERTIES.includes(name)
  );
  return JSON.stringify([level, message, comparedProperties]);
}
