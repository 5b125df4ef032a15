import { type PlainReason, Refused } from "../protocol/chat_error.ts";
import type { Limits } from "./config.ts";
import type { FreeSpace } from "./free_space.ts";
import { AddressLimiter } from "../util/address_limiter.ts";
import { RateLimiter } from "../util/rate_limiter.ts";

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

/**
 * Bytes of text that a guest may write at once, and the seconds in which as many come back: everyone in the
 * room gets each of them. Where a guest has more for an hour, it is that part of it.
 */
const GUEST_BURST_BYTES = 64 * 1024;
const GUEST_BURST_SECONDS = 16;
const GUEST_BURST_SHARE = 1 / 32;

/** UTF-8 bytes that a text takes beside itself: its row, and its place in the indexes. */
const ROW_BYTES = 256;

/** How much each account and each address may write, by HTTP and by sockets. Refuses with Refused. */
export class WriteLimits {
  readonly #writes: PerAccount;
  readonly #addresses: AddressLimiter;
  readonly #rooms: PerAccount;
  readonly #directRooms: PerAccount;
  readonly #text: PerAccount;
  readonly #guestTextFlow: RateLimiter;

  /** @param now milliseconds of a clock that nobody sets. */
  constructor(
    private readonly limits: Limits,
    private readonly space: Pick<FreeSpace, "assertFor">,
    now: () => number,
  ) {
    const { textPerHour, guestTextPerHour } = limits;
    const { writesPerMinute, roomsPerHour, directRoomsPerHour } = limits;
    const writes = writesPerMinute / 60;
    const burst = Math.max(MAX_WRITE_COST, writesPerMinute * 2);
    const guestBurst = Math.max(MAX_WRITE_COST, burst * GUEST_WRITES_SHARE);
    this.#writes = {
      people: new RateLimiter(writes, burst, now),
      guests: new RateLimiter(writes * GUEST_WRITES_SHARE, guestBurst, now),
    };
    this.#addresses = new AddressLimiter(writes * ADDRESS_ACCOUNTS, burst * ADDRESS_ACCOUNTS, now);
    this.#rooms = both(hourly(roomsPerHour, now));
    const guestDirectRooms = Math.min(directRoomsPerHour, GUEST_DIRECT_ROOMS_PER_HOUR);
    this.#directRooms = {
      people: hourly(directRoomsPerHour, now),
      guests: hourly(guestDirectRooms, now),
    };
    const guestText = Math.min(textPerHour, guestTextPerHour);
    this.#text = { people: hourly(textPerHour, now), guests: hourly(guestText, now) };
    const burstBytes = Math.max(GUEST_BURST_BYTES, guestText * GUEST_BURST_SHARE);
    this.#guestTextFlow = new RateLimiter(burstBytes / GUEST_BURST_SECONDS, burstBytes, now);
  }

  /** Charges an account for a write. @throws Refused `rate_limited`. */
  charge(writer: Writer, cost = 1): void {
    refuse(take(this.#writes, writer, cost), "too_many_writes");
  }

  /**
   * Charges an address, and the networks around it, for a write. People, guests and those who are nobody
   * yet are counted apart, so that nobody without an account uses up what the people of an office share.
   * @throws Refused `rate_limited`.
   */
  chargeAddress(address: string, writer: Writer | undefined, cost: number): void {
    const kind = writer === undefined ? "nobody" : isGuest(writer) ? "guest" : "person";
    const retryAfter = this.#addresses.take(address, cost, kind);
    refuse(retryAfter, "too_many_writes_from_address");
  }

  /** Charges an account for a room. @throws Refused `forbidden` or `rate_limited`. */
  chargeRoom(writer: Writer): void {
    if (isGuest(writer) && this.limits.guestRooms === "off") {
      throw new Refused("guests_no_rooms");
    }
    refuse(take(this.#rooms, writer, 1), "too_many_rooms");
  }

  /** Charges an account for a direct room. @throws Refused `rate_limited`. */
  chargeDirectRoom(writer: Writer): void {
    const retryAfter = take(this.#directRooms, writer, 1);
    refuse(retryAfter, "too_many_new_people");
  }

  /**
   * Charges an account for the bytes of a text. What is returned takes the charge back, for a text that was
   * stored before. @throws Refused `rate_limited`.
   */
  chargeText(writer: Writer, text: string): () => void {
    const bytes = byteLength(text) + ROW_BYTES;
    const limiter = limiterOf(this.#text, writer);
    refuse(
      limiter.take(writer.id, bytes),
      "too_much_text",
    );
    const giveBack = () => limiter.giveBack(writer.id, bytes);
    if (!isGuest(writer)) return giveBack;
    const retryAfter = this.#guestTextFlow.take(writer.id, bytes);
    if (retryAfter > 0) giveBack();
    refuse(retryAfter, "too_much_text_at_once");
    return () => {
      giveBack();
      this.#guestTextFlow.giveBack(writer.id, bytes);
    };
  }

  /** Whether the disk has room for what someone writes. @throws Refused `unavailable`. */
  assertSpace(writer: Pick<Writer, "username">): void {
    this.space.assertFor(isGuest(writer));
  }
}

interface PerAccount {
  people: RateLimiter;
  guests: RateLimiter;
}

function isGuest({ username }: Pick<Writer, "username">): boolean {
  return username === undefined;
}

function hourly(amount: number, now: () => number): RateLimiter {
  return new RateLimiter(amount / 3_600, amount, now);
}

function both(limiter: RateLimiter): PerAccount {
  return { people: limiter, guests: limiter };
}

function limiterOf({ people, guests }: PerAccount, writer: Writer): RateLimiter {
  return isGuest(writer) ? guests : people;
}

function take(limiters: PerAccount, writer: Writer, cost: number): number {
  return limiterOf(limiters, writer).take(writer.id, cost);
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

function refuse(retryAfter: number, reason: PlainReason): void {
  if (retryAfter > 0) throw new Refused(reason, { retryAfter });
}
