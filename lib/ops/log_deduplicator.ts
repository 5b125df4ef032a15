import type { LogRecord, Sink } from "@logtape/logtape";

/** Milliseconds in which lines that say the same become one with their number. */
export const REPEAT_WINDOW_MS = 10_000;

/** Different lines that are held at once; with more, what came first is written. */
const MAX_HELD_LINES = 1_000;

/** What differs between two lines that say the same. */
const PARTICULARS = ["requestId", "path", "error"];

interface Held {
  /** The last that was the same. */
  record: LogRecord;
  /** Lines that were not written. */
  repeats: number;
  until: number;
}

/**
 * Writes the first of lines that say the same at once, and the others as one line with the number of
 * `repeats`: a flood of refusals must not become a flood of lines.
 */
export class RepeatFolder implements Disposable {
  readonly #held = new Map<string, Held>();

  constructor(private readonly sink: Sink, private readonly now: () => number = Date.now) {}

  write(record: LogRecord): void {
    this.flush();
    const key = keyOf(record);
    const held = this.#held.get(key);
    if (held) {
      held.record = record;
      held.repeats++;
      return;
    }
    for (const [first] of this.#held) {
      if (this.#held.size < MAX_HELD_LINES) break;
      this.#release(first);
    }
    this.#held.set(key, { record, repeats: 0, until: this.now() + REPEAT_WINDOW_MS });
    this.sink(record);
  }

  /** Writes what has been held long enough. */
  flush(): void {
    // All are held equally long, so the oldest are the first.
    for (const [key, { until }] of this.#held) {
      if (until > this.now()) return;
      this.#release(key);
    }
  }

  [Symbol.dispose](): void {
    for (const key of [...this.#held.keys()]) this.#release(key);
  }

  #release(key: string): void {
    const { record, repeats } = this.#held.get(key)!;
    this.#held.delete(key);
    if (repeats === 0) return;
    this.sink({ ...record, properties: { ...record.properties, repeats } });
  }
}

function keyOf({ level, message, properties }: LogRecord): string {
  const same = Object.entries(properties).filter(([name]) => !PARTICULARS.includes(name));
  return JSON.stringify([level, message, same]);
}
