import type { Published } from "./coalesce.ts";
import type { Listener } from "./hub.ts";

/** A line for one listener alone, which has to have every line of the room up to a `rev` before it. */
export interface Answer {
  rev: number;
  line: string;
  /** The message that the line is, if it is one. */
  seq?: number;
}

/** The answers of a room that wait for what comes before them. */
export class Answers {
  #waiting: { listener: Listener; answer: Answer }[] = [];

  add(listener: Listener, answer: Answer): void {
    this.#waiting.push({ listener, answer });
  }

  /** Whether an answer waits for a listener that satisfies a condition. */
  some(isMeant: (listener: Listener) => boolean): boolean {
    return this.#waiting.some(({ listener }) => isMeant(listener));
  }

  /**
   * Sends every answer whose listener now stands at its `rev`. A message that one of the lines just sent
   * changed once more is answered with that line, so that older words never come after newer ones.
   */
  release(standOf: (listener: Listener) => number, lines: readonly Published[]): void {
    if (this.#waiting.length === 0) return;
    const { ready = [], waiting = [] } = Object.groupBy(
      this.#waiting,
      ({ listener, answer }) => answer.rev <= standOf(listener) ? "ready" : "waiting",
    );
    // Before the sending, which may let listeners go.
    this.#waiting = waiting;
    for (const { listener, answer } of ready) {
      const { seq, rev } = answer;
      const newer = lines.findLast((line) => line.seq === seq && line.rev >= rev);
      listener.send(newer?.line ?? answer.line);
    }
  }
}
