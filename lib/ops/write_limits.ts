import { Refused } from "../protocol/refused.ts";
import type { Limits } from "./config.ts";
import { RateLimiter } from "./rate.ts";

/** Who writes; a guest has no user name. */
export interface Writer {
  id: string;
  username?: string | undefined;
}

/** The part of an account's writes that a guest has. */
const GUEST_WRITES_SHARE = 1 / 4;

/** Direct rooms that a guest may open in an hour, where DIRECT_ROOMS_PER_HOUR is not less. */
const GUEST_DIRECT_ROOMS_PER_HOUR = 5;

/** What the dearest write costs, which every account can pay after a rest. */
export const MAX_WRITE_COST = 10;

/** Times as much as one account: an office of many people has one address. */
const ADDRESS_ACCOUNTS = 20;

/** How much each account and each address may write, by HTTP and by sockets. Refuses with Refused. */
export class WriteLimits {
  readonly #writes: PerAccount;
  readonly #addresses: RateLimiter;
  readonly #rooms: PerAccount;
  readonly #directRooms: PerAccount;

  /** @param now milliseconds of a clock that nobody sets. */
  constructor(private readonly limits: Limits, now: () => number) {
    const { writesPerMinute, roomsPerHour, directRoomsPerHour } = limits;
    const writes = writesPerMinute / 60;
    const burst = Math.max(MAX_WRITE_COST, writesPerMinute * 2);
    const guestBurst = Math.max(MAX_WRITE_COST, burst * GUEST_WRITES_SHARE);
    this.#writes = {
      people: new RateLimiter(writes, burst, now),
      guests: new RateLimiter(writes * GUEST_WRITES_SHARE, guestBurst, now),
    };
    this.#addresses = new RateLimiter(writes * ADDRESS_ACCOUNTS, burst * ADDRESS_ACCOUNTS, now);
    this.#rooms = both(hourly(roomsPerHour, now));
    const guestDirectRooms = Math.min(directRoomsPerHour, GUEST_DIRECT_ROOMS_PER_HOUR);
    this.#directRooms = {
      people: hourly(directRoomsPerHour, now),
      guests: hourly(guestDirectRooms, now),
    };
  }

  /** Charges an account for a write. @throws Refused `rate_limited`. */
  charge(writer: Writer, cost = 1): void {
    refuse(take(this.#writes, writer, cost), "You change too much at once. Wait a moment.");
  }

  /**
   * Charges an address for a write. People, guests and those who are nobody yet are counted apart, so that
   * nobody without an account uses up what the people of an office share.
   * @throws Refused `rate_limited`.
   */
  chargeAddress(address: string, writer: Writer | undefined, cost: number): void {
    const kind = writer === undefined ? "nobody" : isGuest(writer) ? "guest" : "person";
    const retryAfter = this.#addresses.take(`${kind} ${address}`, cost);
    refuse(retryAfter, "Too much is changed from your address. Wait a moment.");
  }

  /** Charges an account for a room. @throws Refused `forbidden` or `rate_limited`. */
  chargeRoom(writer: Writer): void {
    if (isGuest(writer) && this.limits.guestRooms === "off") {
      throw new Refused("forbidden", "Guests cannot make rooms here. Sign up to make one.");
    }
    refuse(take(this.#rooms, writer, 1), "You make too many rooms. Wait a while.");
  }

  /** Charges an account for a direct room. @throws Refused `rate_limited`. */
  chargeDirectRoom(writer: Writer): void {
    const retryAfter = take(this.#directRooms, writer, 1);
    refuse(retryAfter, "You write to too many new people. Wait a while.");
  }
}

interface PerAccount {
  people: RateLimiter;
  guests: RateLimiter;
}

function isGuest({ username }: Writer): boolean {
  return username === undefined;
}

function hourly(amount: number, now: () => number): RateLimiter {
  return new RateLimiter(amount / 3_600, amount, now);
}

function both(limiter: RateLimiter): PerAccount {
  return { people: limiter, guests: limiter };
}

function take({ people, guests }: PerAccount, writer: Writer, cost: number): number {
  return (isGuest(writer) ? guests : people).take(writer.id, cost);
}

function refuse(retryAfter: number, message: string): void {
  if (retryAfter > 0) throw new Refused("rate_limited", message, { retryAfter });
}
