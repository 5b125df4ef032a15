import { RateLimiter } from "../util/rate_limiter.ts";
import { Refused } from "../protocol/chat_error.ts";

/** Wrong passwords that are borne in `seconds`; they come back one by one. */
export interface GuessLimits {
  /** For one account, by a device that signed in to it before. */
  perDevice: number;
  /** For one account, by other devices of one address. */
  perAddressAndAccount: number;
  /** For one account, by other devices of all addresses together. */
  perAccount: number;
  /** For all accounts, by other devices of one address. */
  perAddress: number;
  seconds: number;
}

/**
 * One account takes less than an address or the account has in all: one guesser with one address neither
 * keeps the others of that address out, nor the account's owner at a new device elsewhere.
 */
const LIMITS: GuessLimits = {
  perDevice: 10,
  perAddressAndAccount: 5,
  perAccount: 10,
  perAddress: 30,
  seconds: 15 * 60,
};

/** Whose password is tried, from where. */
export interface Guess {
  /** The key of the name, known or not: names that look alike share it, since they sign in to one account. */
  name: string;
  address: string;
  /** The device or living session, when it is proven to be the account's. */
  device?: string | undefined;
  /** The id of the account, when there is one. */
  account?: string | undefined;
}

/**
 * Slows down who guesses passwords. A device that the account knows is counted by itself, so that nobody
 * else locks it out (OWASP Authentication Cheat Sheet, device cookies).
 */
export class Guessing {
  readonly #devices: RateLimiter;
  readonly #pairs: RateLimiter;
  readonly #accounts: RateLimiter;
  readonly #addresses: RateLimiter;

  constructor(now: () => number, limits: GuessLimits = LIMITS) {
    const limiter = (count: number) => new RateLimiter(count / limits.seconds, count, now);
    this.#devices = limiter(limits.perDevice);
    this.#pairs = limiter(limits.perAddressAndAccount);
    this.#accounts = limiter(limits.perAccount);
    this.#addresses = limiter(limits.perAddress);
  }

  /** Counts a try before its password is looked at. @throws Refused `rate_limited`. */
  count(guess: Guess): void {
    const taken: [RateLimiter, string][] = [];
    for (const [limiter, key] of this.#countersOf(guess)) {
      const retryAfter = limiter.take(key);
      if (retryAfter > 0) {
        // A try that is refused must not use up what others share.
        for (const [limiter, key] of taken) limiter.giveBack(key);
        throw new Refused("too_many_guesses", { retryAfter, account: guess.account });
      }
      taken.push([limiter, key]);
    }
  }

  /** Takes a try back that was right: many people may share an address. */
  forgive(guess: Guess): void {
    for (const [limiter, key] of this.#countersOf(guess)) limiter.giveBack(key);
  }

  #countersOf({ name, address, device }: Guess): [RateLimiter, string][] {
    if (device !== undefined) return [[this.#devices, `${device} ${name}`]];
    return [
      [this.#pairs, `${address} ${name}`],
      [this.#accounts, name],
      [this.#addresses, address],
    ];
  }
}
