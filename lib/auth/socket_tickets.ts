import { RateLimiter } from "../util/rate_limiter.ts";
import { Refused } from "../protocol/chat_error.ts";
import { hashSecret, newSecret } from "./random_token.ts";

/** Seconds that a ticket lives. */
const LIFE = 30;

/** Tickets that one session may ask for at once; then one a second. */
const BURST = 20;

/** Tickets that are kept; with more, the oldest go. */
const MOST = 10_000;

/** Single-use rights to open one socket, for programs that cannot send a header with the upgrade. */
export class Tickets {
  readonly #open = new Map<string, { session: string; until: number }>();
  readonly #rate: RateLimiter;

  constructor(private readonly now: () => number) {
    this.#rate = new RateLimiter(1, BURST, now);
  }

  /** A new ticket of a session; only its hash is kept. @throws Refused `rate_limited`. */
  async issue(session: string): Promise<{ ticket: string; expiresIn: number }> {
    const retryAfter = this.#rate.take(session);
    if (retryAfter > 0) {
      throw new Refused("too_many_tickets", { retryAfter });
    }
    const ticket = newSecret();
    const hash = await hashSecret(ticket);
    this.#sweep();
    this.#open.set(hash, { session, until: this.now() + LIFE * 1_000 });
    return { ticket, expiresIn: LIFE };
  }

  /** Uses a ticket up: the id of its session, while it lives. */
  async take(ticket: string): Promise<string | undefined> {
    const hash = await hashSecret(ticket);
    const found = this.#open.get(hash);
    this.#open.delete(hash);
    return found && found.until > this.now() ? found.session : undefined;
  }

  // All live equally long, so the oldest are the first.
  #sweep(): void {
    for (const [hash, { until }] of this.#open) {
      if (until > this.now() && this.#open.size < MOST) return;
      this.#open.delete(hash);
    }
  }
}
