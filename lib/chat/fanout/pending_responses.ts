import type { LogLine } from "./coalesce.ts";
import type { Subscriber } from "./hub.ts";

/** A line for one listener alone, which has to have every line of the room up to a `rev` before it. */
export interface CommandResponse {
  rev: number;
  line: string;
  /** The message that the line is, if it is one. */
  seq?: number;
}

/** The answers of a room that wait for what comes before them. */
export class PendingResponses {
  #waiting: { subscriber: Subscriber; response: CommandResponse }[] = [];

  add(subscriber: Subscriber, response: CommandResponse): void {
    this.#waiting.push({ subscriber, response });
  }

  /** Whether an answer waits for a listener that satisfies a condition. */
  some(matches: (subscriber: Subscriber) => boolean): boolean {
    return this.#waiting.some(({ subscriber }) => matches(subscriber));
  }

  /**
   * Sends every answer whose listener now stands at its `rev`. A message that one of the lines just sent
   * changed once more is answered with that line, so that older words never come after newer ones.
   */
  release(completeRevOf: (subscriber: Subscriber) => number, lines: readonly LogLine[]): void {
    if (this.#waiting.length === 0) return;
    const { ready = [], waiting = [] } = Object.groupBy(
      this.#waiting,
      ({ subscriber, response }) => response.rev <= completeRevOf(subscriber) ? "ready" : "waiting",
    );
    // Before the sending, which may let listeners go.
    this.#waiting = waiting;
    for (const { subscriber, response } of ready) {
      const { seq, rev } = response;
      const newer = lines.findLast((line) => line.seq === seq && line.rev >= rev);
      subscriber.send(newer?.line ?? response.line);
    }
  }
}
