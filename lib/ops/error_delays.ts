import { AddressLimiter } from "../util/address_limiter.ts";

/** Refusals of one account or address that leave at once, and those a second for long. */
const PROMPT_ERRORS = { burst: 30, rate: 1 };

/** Refusals that may be held at a time; with more, the next leave at once. */
const MAX_HELD_ERRORS = 10_000;

interface Timer {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/**
 * Holds back the answers to those who are refused again and again, by a second at most: a client that does
 * not wait before it asks anew costs the server as little as one that does. Nobody is refused for it.
 */
export class ErrorDelays {
  readonly #prompt: AddressLimiter;
  #held = 0;

  constructor(private readonly timer: Timer) {
    this.#prompt = new AddressLimiter(PROMPT_ERRORS.rate, PROMPT_ERRORS.burst, timer.now);
  }

  /**
   * Resolves when a refusal may leave.
   * @param who the account, or the address of who has none.
   */
  async hold(who: string): Promise<void> {
    const seconds = this.#prompt.consume(who);
    if (seconds === 0 || this.#held >= MAX_HELD_ERRORS) return;
    this.#held++;
    // Half of it at least, or who comes just before the next may leave would hardly wait.
    const ms = Math.max(seconds, 0.5) * 1_000;
    await new Promise<void>((resolve) => this.timer.after(ms, resolve));
    this.#held--;
  }
}
