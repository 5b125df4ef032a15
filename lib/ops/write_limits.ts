import { isGuest } from "../protocol/guests.ts";
import { ChatError, type ReasonWithoutParams } from "../protocol/chat_error.ts";
import type { UsageLimits } from "./config.ts";
import type { FreeSpaceMonitor } from "./free_space.ts";
import { AddressLimiter } from "../util/address_limiter.ts";
import { RateLimiter } from "../util/rate_limiter.ts";

/** Who writes; a guest has no user name. */
export interface WritingAccount {
  id: string;
  username?: string | undefined;
}

/** The part of an account's writes that a guest has. */
const GUEST_WRITES_RATIO = 1 / 4;

/** Direct rooms that a guest may open in an hour, where DIRECT_ROOMS_PER_HOUR is not less. */
const GUEST_DIRECT_ROOMS_PER_HOUR = 5;

/** What the dearest write costs, which every account can pay after a rest. */
export const MAX_WRITE_COST = 10;

/** Times as much as one account: an office of many people has one address. */
const ACCOUNT_LIMITS_PER_ADDRESS = 20;

/**
 * Bytes of text that a guest may write at once, and the seconds in which as many come back: everyone in the
 * room gets each of them. Where a guest has more for an hour, it is that part of it.
 */
const GUEST_BURST_BYTES = 64 * 1024;
const GUEST_BURST_SECONDS = 16;
const GUEST_BURST_SHARE = 1 / 32;

/** UTF-8 bytes that a text takes beside itself: its row, and its place in the indexes. */
const TEXT_ROW_OVERHEAD_BYTES = 256;

/** How much each account and each address may write, by HTTP and by sockets. Throws ChatError. */
export class WriteLimits {
  readonly #writes: AccountAndGuestLimiters;
  readonly #addresses: AddressLimiter;
  readonly #rooms: AccountAndGuestLimiters;
  readonly #directRooms: AccountAndGuestLimiters;
  readonly #text: AccountAndGuestLimiters;
  readonly #guestTextFlow: RateLimiter;

  /** @param now milliseconds of a clock that nobody sets. */
  constructor(
    private readonly limits: UsageLimits,
    private readonly freeSpace: Pick<FreeSpaceMonitor, "assertFor">,
    now: () => number,
  ) {
    const { textBytesPerHour: textPerHour, guestTextBytesPerHour: guestTextPerHour } = limits;
    const { writesPerMinute, roomsPerHour, directRoomsPerHour } = limits;
    const writes = writesPerMinute / 60;
    const burst = Math.max(MAX_WRITE_COST, writesPerMinute * 2);
    const guestBurst = Math.max(MAX_WRITE_COST, burst * GUEST_WRITES_RATIO);
    this.#writes = {
      accounts: new RateLimiter(writes, burst, now),
      guests: new RateLimiter(writes * GUEST_WRITES_RATIO, guestBurst, now),
    };
    this.#addresses = new AddressLimiter(
      writes * ACCOUNT_LIMITS_PER_ADDRESS,
      burst * ACCOUNT_LIMITS_PER_ADDRESS,
      now,
    );
    this.#rooms = sameLimiter(hourlyLimiter(roomsPerHour, now));
    const guestDirectRooms = Math.min(directRoomsPerHour, GUEST_DIRECT_ROOMS_PER_HOUR);
    this.#directRooms = {
      accounts: hourlyLimiter(directRoomsPerHour, now),
      guests: hourlyLimiter(guestDirectRooms, now),
    };
    const guestText = Math.min(textPerHour, guestTextPerHour);
    this.#text = {
      accounts: hourlyLimiter(textPerHour, now),
      guests: hourlyLimiter(guestText, now),
    };
    const burstBytes = Math.max(GUEST_BURST_BYTES, guestText * GUEST_BURST_SHARE);
    this.#guestTextFlow = new RateLimiter(burstBytes / GUEST_BURST_SECONDS, burstBytes, now);
  }

  /** Charges an account for a write. @throws ChatError `rate_limited`. */
  chargeWrite(writer: WritingAccount, cost = 1): void {
    throwIfLimited(consume(this.#writes, writer, cost), "too_many_writes");
  }

  /**
   * Charges an address, and the networks around it, for a write. People, guests and those who are nobody
   * yet are counted apart, so that nobody without an account uses up what the people of an office share.
   * @throws ChatError `rate_limited`.
   */
  chargeAddress(address: string, writer: WritingAccount | undefined, cost: number): void {
    const kind = writer === undefined ? "nobody" : isGuest(writer) ? "guest" : "person";
    const retryAfter = this.#addresses.consume(address, cost, kind);
    throwIfLimited(retryAfter, "too_many_writes_from_address");
  }

  /** Charges an account for a room. @throws ChatError `forbidden` or `rate_limited`. */
  chargeRoom(writer: WritingAccount): void {
    if (isGuest(writer) && this.limits.guestRooms === "off") {
      throw new ChatError("guests_no_rooms");
    }
    throwIfLimited(consume(this.#rooms, writer, 1), "too_many_rooms");
  }

  /** Charges an account for a direct room. @throws ChatError `rate_limited`. */
  chargeDirectRoom(writer: WritingAccount): void {
    const retryAfter = consume(this.#directRooms, writer, 1);
    throwIfLimited(retryAfter, "too_many_new_people");
  }

  /**
   * Charges an account for the bytes of a text. What is returned takes the charge back, for a text that was
   * stored before. @throws ChatError `rate_limited`.
   */
  chargeText(writer: WritingAccount, text: string): () => void {
    const bytes = utf8Bytes(text) + TEXT_ROW_OVERHEAD_BYTES;
    const limiter = limiterFor(this.#text, writer);
    throwIfLimited(
      limiter.consume(writer.id, bytes),
      "too_much_text",
    );
    const giveBack = () => limiter.refund(writer.id, bytes);
    if (!isGuest(writer)) return giveBack;
    const retryAfter = this.#guestTextFlow.consume(writer.id, bytes);
    if (retryAfter > 0) giveBack();
    throwIfLimited(retryAfter, "too_much_text_at_once");
    return () => {
      giveBack();
      this.#guestTextFlow.refund(writer.id, bytes);
    };
  }

  /** Whether the disk has room for what someone writes. @throws ChatError `unavailable`. */
  assertFreeSpace(writer: Pick<WritingAccount, "username">): void {
    this.freeSpace.assertFor(isGuest(writer));
  }
}

interface AccountAndGuestLimiters {
  accounts: RateLimiter;
  guests: RateLimiter;
}

function hourlyLimiter(amount: number, now: () => number): RateLimiter {
  return new RateLimiter(amount / 3_600, amount, now);
}

function sameLimiter(limiter: RateLimiter): AccountAndGuestLimiters {
  return { accounts: limiter, guests: limiter };
}

function limiterFor(
  { accounts: people, guests }: AccountAndGuestLimiters,
  writer: WritingAccount,
): RateLimiter {
  return isGuest(writer) ? guests : people;
}

function consume(limiters: AccountAndGuestLimiters, writer: WritingAccount, cost: number): number {
  return limiterFor(limiters, writer).consume(writer.id, cost);
}

const utf8Encoder = new TextEncoder();

function utf8Bytes(text: string): number {
  return utf8Encoder.encode(text).length;
}

function throwIfLimited(retryAfter: number, reason: ReasonWithoutParams): void {
  if (retryAfter > 0) throw new ChatError(reason, { retryAfter });
}
