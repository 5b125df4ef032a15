import { AddressLimiter } from "../util/address_limiter.ts";
import type { SteadyTimer } from "../util/system_timer.ts";

/** Errors of one account or address that leave at once, and those a second for long. */
const PROMPT_ERRORS = { burst: 30, rate: 1 };

/** Errors that may be held at a time; with more, the next leave at once. */
const MAX_HELD_ERRORS = 10_000;

/**
 * Holds back the errors of a client that gets one after another, by a second at most: a client that does not
 * wait before it asks again costs the server as little as one that does. No request fails for it.
 */
export class ErrorDelays {
  readonly #prompt: AddressLimiter;
  #held = 0;

  constructor(private readonly timer: SteadyTimer) {
    this.#prompt = new AddressLimiter(PROMPT_ERRORS.rate, PROMPT_ERRORS.burst, timer.now);
  }

  /**
   * Resolves when an error may leave.
   * @param client its account, or its address where it has none.
   */
  async hold(client: string): Promise<void> {
    const seconds = this.#prompt.consume(client);
    if (seconds === 0 || this.#held >= MAX_HELD_ERRORS) return;
    this.#held++;
    // Half of it at least, or a request just before the next may leave would hardly wait.
    const ms = Math.max(seconds, 0.5) * 1_000;
    await new Promise<void>((resolve) => this.timer.after(ms, resolve));
    this.#held--;
  }
}
