import { type PlainReason, Refused } from "../protocol/chat_error.ts";

/** Lets few things run at once; the others wait in line, and the line has an end. */
export class Turns {
  #running = 0;
  #waiting: (() => void)[] = [];

  /** @param busy the reason that who comes is given when the line is full. */
  constructor(
    private readonly atOnce: number,
    private readonly line: number,
    private readonly busy: PlainReason,
  ) {}

  /** Runs something when it is its turn. @throws Refused `unavailable` when the line is full. */
  async take<T>(run: () => Promise<T>): Promise<T> {
    if (this.#running < this.atOnce) this.#running++;
    else await this.#wait();
    try {
      return await run();
    } finally {
      // Whoever is next takes this place over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #wait(): Promise<void> {
    if (this.#waiting.length >= this.line) {
      throw new Refused(this.busy, { retryAfter: 2 });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
