import { ChatError, type ReasonWithoutParams } from "../protocol/chat_error.ts";

/** Lets few things run at once; the others wait in line, and the line has an end. */
export class Semaphore {
  #running = 0;
  #queue: (() => void)[] = [];

  /** @param busyReason the reason that who comes is given when the line is full. */
  constructor(
    private readonly maxRunning: number,
    private readonly maxWaiting: number,
    private readonly busyReason: ReasonWithoutParams,
  ) {}

  /** Runs something when it is its turn. @throws ChatError `unavailable` when the line is full. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.maxRunning) this.#running++;
    else await this.#enqueue();
    try {
      return await task();
    } finally {
      // Whoever is next takes this place over.
      const next = this.#queue.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #enqueue(): Promise<void> {
    if (this.#queue.length >= this.maxWaiting) {
      throw new ChatError(this.busyReason, { retryAfter: 2 });
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }
}
