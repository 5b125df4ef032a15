import { networksAround } from "../util/address_limiter.ts";
import { ChatError } from "../protocol/chat_error.ts";

/**
 * Connections that were ended here while their peers still hold the sockets; an account, or an address,
 * with so many opens no more. The runtime cannot end such a socket, which may pin some megabytes.
 */
export const MAX_STUCK_PER_ACCOUNT = 4;
export const MAX_STUCK_PER_ADDRESS = 20;

/** Seconds after which a refused connection may be tried again. */
const TOO_MANY_CONNECTIONS_RETRY_SECONDS = 30;
const STUCK_CONNECTIONS_RETRY_SECONDS = 60;

/** Whose a connection is, and where it comes from. */
export interface ConnectionOwner {
  account: { id: string };
  address: string;
}

export interface ConnectionLimits {
  connectionsPerAccount: number;
  connectionsPerAddress: number;
}

/** How many connections accounts and addresses have. A connection counts until its socket is gone. */
export class ConnectionCounts {
  readonly #open = new CountsByOwner();
  readonly #stuck = new CountsByOwner();

  constructor(private readonly limits: ConnectionLimits) {}

  /** @throws ChatError `rate_limited` when another connection of this owner would be too many. */
  assertBelowLimits(owner: ConnectionOwner): void {
    if (this.#stuck.isFull(owner, MAX_STUCK_PER_ACCOUNT, MAX_STUCK_PER_ADDRESS)) {
      throw new ChatError("stuck_connections", { retryAfter: STUCK_CONNECTIONS_RETRY_SECONDS });
    }
    const { connectionsPerAccount, connectionsPerAddress } = this.limits;
    if (this.#open.isFull(owner, connectionsPerAccount, connectionsPerAddress)) {
      throw new ChatError("too_many_connections", {
        retryAfter: TOO_MANY_CONNECTIONS_RETRY_SECONDS,
      });
    }
  }

  /** Counts a connection that opens. */
  onOpened(owner: ConnectionOwner): void {
    this.#open.add(owner, 1);
  }

  /** Notes that the server ended a connection, whose socket its peer still holds. */
  onEnded(owner: ConnectionOwner): void {
    this.#stuck.add(owner, 1);
  }

  /** Counts a connection no more that was ended and whose socket is gone. */
  onSocketGone(owner: ConnectionOwner): void {
    this.#stuck.add(owner, -1);
    this.#open.add(owner, -1);
  }
}

/** Numbers by account, and by address and the networks around it; those that are 0 take no memory. */
class CountsByOwner {
  #accounts = new Map<string, number>();
  #addresses = new Map<string, number>();

  isFull({ account, address }: ConnectionOwner, perAccount: number, perAddress: number): boolean {
    return (this.#accounts.get(account.id) ?? 0) >= perAccount ||
      networksAround(address).some(({ name, share }) =>
        (this.#addresses.get(name) ?? 0) >= perAddress * share
      );
  }

  add({ account, address }: ConnectionOwner, by: number): void {
    addToCount(this.#accounts, account.id, by);
    for (const { name } of networksAround(address)) addToCount(this.#addresses, name, by);
  }
}

function addToCount(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
