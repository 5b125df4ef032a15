import { RateLimiter } from "../ops/rate.ts";
import { Refused } from "../protocol/refused.ts";

/** Wrong passwords that are borne in `seconds`; they come back one by one. */
export interface GuessLimits {
  perAccount: number;
  perAddress: number;
  seconds: number;
}

const LIMITS: GuessLimits = { perAccount: 10, perAddress: 30, seconds: 15 * 60 };

/** Slows down who guesses passwords: by the name that is tried, known or not, and by address. */
export class Guessing {
  readonly #accounts: RateLimiter;
  readonly #addresses: RateLimiter;

  constructor(now: () => number, { perAccount, perAddress, seconds }: GuessLimits = LIMITS) {
    this.#accounts = new RateLimiter(perAccount / seconds, perAccount, now);
    this.#addresses = new RateLimiter(perAddress / seconds, perAddress, now);
  }

  /** Counts a try before anything is looked up. @throws Refused `rate_limited`. */
  count(name: string, address: string): void {
    const retryAfter = this.#addresses.take(address) || this.#accounts.take(name);
    if (retryAfter > 0) {
      const message = "Too many wrong passwords. Try again later.";
      throw new Refused("rate_limited", message, { retryAfter });
    }
  }

  /** Takes a try back that was right: many people may share an address. */
  forgive(name: string, address: string): void {
    this.#accounts.giveBack(name);
    this.#addresses.giveBack(address);
  }
}
