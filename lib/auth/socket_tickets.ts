import { RateLimiter } from "../util/rate_limiter.ts";
import { ChatError } from "../protocol/chat_error.ts";
import { hashToken, randomToken } from "./random_token.ts";

/** Seconds that a ticket lives. */
const TICKET_TTL_S = 30;

/** Tickets that one session may ask for at once; then one a second. */
const TICKET_BURST = 20;

/** Tickets that are kept; with more, the oldest go. */
const MAX_OPEN_TICKETS = 10_000;

/** Single-use rights to open one socket, for programs that cannot send a header with the upgrade. */
export class SocketTickets {
  readonly #openTickets = new Map<string, { session: string; expiresAt: number }>();
  readonly #rateLimiter: RateLimiter;

  constructor(private readonly now: () => number) {
    this.#rateLimiter = new RateLimiter(1, TICKET_BURST, now);
  }

  /** A new ticket of a session; only its hash is kept. @throws ChatError `rate_limited`. */
  async issue(session: string): Promise<{ ticket: string; expiresIn: number }> {
    const retryAfter = this.#rateLimiter.consume(session);
    if (retryAfter > 0) {
      throw new ChatError("too_many_tickets", { retryAfter });
    }
    const ticket = randomToken();
    const hash = await hashToken(ticket);
    this.#pruneExpired();
    this.#openTickets.set(hash, { session, expiresAt: this.now() + TICKET_TTL_S * 1_000 });
    return { ticket, expiresIn: TICKET_TTL_S };
  }

  /** Uses a ticket up: the id of its session, while it lives. */
  async redeem(ticket: string): Promise<string | undefined> {
    const hash = await hashToken(ticket);
    const ticketEntry = this.#openTickets.get(hash);
    this.#openTickets.delete(hash);
    return ticketEntry && ticketEntry.expiresAt > this.now() ? ticketEntry.session : undefined;
  }

  // All live equally long, so the oldest are the first.
  #pruneExpired(): void {
    for (const [hash, { expiresAt: until }] of this.#openTickets) {
      if (until > this.now() && this.#openTickets.size < MAX_OPEN_TICKETS) return;
      this.#openTickets.delete(hash);
    }
  }
}
