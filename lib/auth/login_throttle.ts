import { RateLimiter } from "../util/rate_limiter.ts";
import { ChatError } from "../protocol/chat_error.ts";

/** Wrong passwords that are borne in `seconds`; they come back one by one. */
export interface LoginThrottleLimits {
  /** For one account, by a device that signed in to it before. */
  perDevice: number;
  /** For one account, by other devices of one address. */
  perAddressAndAccount: number;
  /** For one account, by other devices of all addresses together. */
  perAccount: number;
  /** For all accounts, by other devices of one address. */
  perAddress: number;
  windowSeconds: number;
}

/**
 * One account takes less than an address or the account has in all: one guesser with one address neither
 * keeps the others of that address out, nor the account's owner at a new device elsewhere.
 */
const DEFAULT_LOGIN_THROTTLE_LIMITS: LoginThrottleLimits = {
  perDevice: 10,
  perAddressAndAccount: 5,
  perAccount: 10,
  perAddress: 30,
  windowSeconds: 15 * 60,
};

/** Whose password is tried, from where. */
export interface LoginAttempt {
  /** The key of the name, known or not: names that look alike share it, since they sign in to one account. */
  nameSkeleton: string;
  address: string;
  /** The device or living session, when it is proven to be the account's. */
  deviceId?: string | undefined;
  /** The id of the account, when there is one. */
  accountId?: string | undefined;
}

/**
 * Slows down who guesses passwords. A device that the account knows is counted by itself, so that nobody
 * else locks it out (OWASP Authentication Cheat Sheet, device cookies).
 */
export class LoginThrottle {
  readonly #devices: RateLimiter;
  readonly #addressAndAccount: RateLimiter;
  readonly #accounts: RateLimiter;
  readonly #addresses: RateLimiter;

  constructor(now: () => number, limits: LoginThrottleLimits = DEFAULT_LOGIN_THROTTLE_LIMITS) {
    const limiter = (count: number) => new RateLimiter(count / limits.windowSeconds, count, now);
    this.#devices = limiter(limits.perDevice);
    this.#addressAndAccount = limiter(limits.perAddressAndAccount);
    this.#accounts = limiter(limits.perAccount);
    this.#addresses = limiter(limits.perAddress);
  }

  /** Counts a try before its password is looked at. @throws ChatError `rate_limited`. */
  consume(attempt: LoginAttempt): void {
    const consumed: [RateLimiter, string][] = [];
    for (const [limiter, key] of this.#limitersFor(attempt)) {
      const retryAfter = limiter.consume(key);
      if (retryAfter > 0) {
        // A try that is refused must not use up what others share.
        for (const [limiter, key] of consumed) limiter.refund(key);
        throw new ChatError("too_many_guesses", { retryAfter, account: attempt.accountId });
      }
      consumed.push([limiter, key]);
    }
  }

  /** Takes a try back that was right: many people may share an address. */
  refund(attempt: LoginAttempt): void {
    for (const [limiter, key] of this.#limitersFor(attempt)) limiter.refund(key);
  }

  #limitersFor(
    { nameSkeleton: name, address, deviceId: device }: LoginAttempt,
  ): [RateLimiter, string][] {
    if (device !== undefined) return [[this.#devices, `${device} ${name}`]];
    return [
      [this.#addressAndAccount, `${address} ${name}`],
      [this.#accounts, name],
      [this.#addresses, address],
    ];
  }
}
