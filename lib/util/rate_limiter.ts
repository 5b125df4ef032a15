/** A token bucket: `burst` at once, `rate` a second for long. Times are milliseconds. */
export class TokenBucket {
  #tokens: number;
  #refilledAt: number;

  constructor(readonly tokensPerSecond: number, readonly burst: number, now: number) {
    this.#tokens = burst;
    this.#refilledAt = now;
  }

  /**
   * Takes so many tokens; returns 0, or the seconds until there are as many again. What costs more than
   * the burst takes all of it.
   */
  consume(now: number, cost = 1): number {
    this.#tokens = Math.min(
      this.burst,
      this.#tokens + (now - this.#refilledAt) / 1000 * this.tokensPerSecond,
    );
    this.#refilledAt = now;
    const needed = Math.min(cost, this.burst);
    if (this.#tokens >= needed) {
      this.#tokens -= needed;
      return 0;
    }
    return (needed - this.#tokens) / this.tokensPerSecond;
  }

  /** Gives back tokens that were taken. */
  refund(cost = 1): void {
    this.#tokens = Math.min(this.burst, this.#tokens + cost);
  }

  /** Whether it would be full at `now`, and so need not be remembered. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#refilledAt) / 1000 * this.tokensPerSecond >= this.burst;
  }
}

/** One bucket for each key (an address, an account); full ones are forgotten. */
export class RateLimiter {
  #buckets = new Map<string, TokenBucket>();
  #pruneAtSize = 1_000;

  /** @param now milliseconds of a clock that nobody sets: one that goes back would refuse until it is there again. */
  constructor(
    readonly tokensPerSecond: number,
    readonly burst: number,
    readonly now: () => number,
  ) {}

  /** Takes so many tokens of a key; returns 0, or the seconds until there are as many again. */
  consume(key: string, cost = 1): number {
    const now = this.now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#pruneAtSize) this.#pruneFullBuckets(now);
      this.#buckets.set(key, bucket = new TokenBucket(this.tokensPerSecond, this.burst, now));
    }
    return bucket.consume(now, cost);
  }

  /** Gives back tokens of a key. */
  refund(key: string, cost = 1): void {
    this.#buckets.get(key)?.refund(cost);
  }

  // Doubling the mark keeps the cost of sweeping constant for each new key.
  #pruneFullBuckets(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
    this.#pruneAtSize = Math.max(1_000, this.#buckets.size * 2);
  }
}
