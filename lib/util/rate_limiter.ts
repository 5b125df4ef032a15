/** A token bucket: `burst` at once, `rate` a second for long. Times are milliseconds. */
export class Bucket {
  #tokens: number;
  #at: number;

  constructor(readonly rate: number, readonly burst: number, now: number) {
    this.#tokens = burst;
    this.#at = now;
  }

  /**
   * Takes so many tokens; returns 0, or the seconds until there are as many again. What costs more than
   * the burst takes all of it.
   */
  take(now: number, cost = 1): number {
    this.#tokens = Math.min(this.burst, this.#tokens + (now - this.#at) / 1000 * this.rate);
    this.#at = now;
    const wanted = Math.min(cost, this.burst);
    if (this.#tokens >= wanted) {
      this.#tokens -= wanted;
      return 0;
    }
    return (wanted - this.#tokens) / this.rate;
  }

  /** Gives back tokens that were taken. */
  giveBack(cost = 1): void {
    this.#tokens = Math.min(this.burst, this.#tokens + cost);
  }

  /** Whether it would be full at `now`, and so need not be remembered. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) / 1000 * this.rate >= this.burst;
  }
}

/** One bucket for each key (an address, an account); full ones are forgotten. */
export class RateLimiter {
  #buckets = new Map<string, Bucket>();
  #sweepAt = 1_000;

  /** @param now milliseconds of a clock that nobody sets: one that goes back would refuse until it is there again. */
  constructor(readonly rate: number, readonly burst: number, readonly now: () => number) {}

  /** Takes so many tokens of a key; returns 0, or the seconds until there are as many again. */
  take(key: string, cost = 1): number {
    const now = this.now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(now);
      this.#buckets.set(key, bucket = new Bucket(this.rate, this.burst, now));
    }
    return bucket.take(now, cost);
  }

  /** Gives back tokens of a key. */
  giveBack(key: string, cost = 1): void {
    this.#buckets.get(key)?.giveBack(cost);
  }

  // Doubling the mark keeps the cost of sweeping constant for each new key.
  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
    this.#sweepAt = Math.max(1_000, this.#buckets.size * 2);
  }
}
