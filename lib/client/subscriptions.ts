import { ERROR_CODES } from "../protocol/errors.ts";
import type { ClientCommands } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/model.ts";
import type { ServerEvents } from "../protocol/server_events.ts";
import { retryDelay } from "./backoff.ts";
import type { Clock } from "./types.ts";

/** How the refs of joins begin. */
const JOIN_REF_PREFIX = "join-";

/** Joins under way at once: quick with many rooms, and far from what servers take for a flood. */
const MAX_CONCURRENT_JOINS = 8;

interface Subscription {
  /** `wanted`: to be asked for; `asked`: as `ref`; `waiting`: for a while; `live`: lines flow. */
  phase: "wanted" | "asked" | "waiting" | "live";
  /** Whether the owner asked for it, not a message that has to be sent there. */
  isRequested: boolean;
  limit?: number | undefined;
  /** Up to which change the room is complete. */
  rev?: number;
  /** The history that `rev` belongs to. */
  history?: string | undefined;
  ref?: string;
  /** Refusals in a row. */
  tries: number;
  cancel?: () => void;
}

/** Whether a `ref` is that of a question to be let into a room. */
export function isJoinRef(ref: string | undefined): boolean {
  return ref?.startsWith(JOIN_REF_PREFIX) ?? false;
}

/** The subscribed rooms of a client, each complete up to its `rev`, whatever happens to connections. */
export class Subscriptions {
  readonly #clock: Clock;
  readonly #send: (command: ClientCommands["join"] | ClientCommands["leave"]) => void;
  readonly #subscriptions = new Map<string, Subscription>();
  #isOnline = false;
  #refCount = 0;
  /** Ends the pause that the server asked for. */
  #cancelPause: (() => void) | undefined;

  constructor(
    { clock, send }: {
      clock: Clock;
      send: (command: ClientCommands["join"] | ClientCommands["leave"]) => void;
    },
  ) {
    this.#clock = clock;
    this.#send = send;
  }

  join(room: string, limit?: number): void {
    const entry = this.#subscriptions.get(room);
    // A room joined only to flush the outbox is joined again: the caller discarded its first page.
    if (!entry?.isRequested) this.#add(room, true, limit);
    // Two callers both get what they asked for.
    else entry.limit = Math.max(pageSizeOf(limit), pageSizeOf(entry.limit));
  }

  /** Joins for a message that waits to be sent; the owner may not know the room. */
  ensureSubscribed(room: string): void {
    if (!this.has(room)) this.#add(room, false);
  }

  /** Joins again: the server does not know that the room was joined. */
  resubscribe(room: string): void {
    const entry = this.#subscriptions.get(room);
    if (entry?.phase === "live") this.#requestJoin(entry);
  }

  leave(room: string): void {
    this.forget(room);
    if (this.#isOnline) {
      this.#send({ type: "leave", room, ref: `leave-${++this.#refCount}` });
    }
  }

  forget(room: string): void {
    this.#subscriptions.get(room)?.cancel?.();
    this.#subscriptions.delete(room);
    this.#sendJoins();
  }

  has(room: string): boolean {
    return this.#subscriptions.has(room);
  }

  isLive(room: string): boolean {
    return this.#subscriptions.get(room)?.phase === "live";
  }

  /** Whether the answer to a join is to be delivered. */
  acceptJoined(event: ServerEvents["joined"]): boolean {
    const entry = this.#subscriptions.get(event.room.id);
    if (entry?.phase !== "asked" || entry.ref !== event.ref) return false;
    entry.phase = "live";
    entry.tries = 0;
    entry.rev = event.reset ? event.rev : Math.max(event.rev, entry.rev ?? 0);
    entry.history = event.history;
    this.#sendJoins();
    return true;
  }

  /** Whether a live event is to be delivered: not when others are missing before it. */
  acceptMessage({ room, rev, from = rev - 1 }: Message): boolean {
    const entry = this.#subscriptions.get(room);
    if (!entry) return false;
    if (entry.rev === undefined || from > entry.rev) {
      if (entry.phase === "live") this.#requestJoin(entry);
      return false;
    }
    entry.rev = Math.max(rev, entry.rev);
    return true;
  }

  /** `undefined` when the error is about something else; `closedRoom` when the room is gone for good. */
  handleError(error: ServerEvents["error"]): { closedRoom?: string } | undefined {
    const [room, entry] =
      [...this.#subscriptions].find(([, { phase, ref }]) =>
        phase === "asked" && ref === error.ref
      ) ?? [];
    if (room === undefined || !entry) return undefined;
    if (error.code === "future_since" && entry.rev !== undefined) {
      delete entry.rev;
      this.#requestJoin(entry);
    } else if (ERROR_CODES[error.code]?.retry) this.#scheduleRetry(entry, error);
    else {
      this.forget(room);
      return { closedRoom: room };
    }
    return {};
  }

  onConnected(): void {
    this.#isOnline = true;
    this.#sendJoins();
  }

  onDisconnected(): void {
    this.#isOnline = false;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    for (const [room, entry] of this.#subscriptions) {
      entry.cancel?.();
      entry.phase = "wanted";
      if (!entry.isRequested) this.#subscriptions.delete(room);
    }
  }

  #add(room: string, isRequested: boolean, limit?: number): void {
    this.forget(room);
    this.#subscriptions.set(room, { phase: "wanted", isRequested, limit, tries: 0 });
    this.#sendJoins();
  }

  #requestJoin(entry: Subscription): void {
    entry.phase = "wanted";
    this.#sendJoins();
  }

  #sendJoins(): void {
    if (!this.#isOnline || this.#cancelPause) return;
    const entries = [...this.#subscriptions];
    let joinsUnderWay = entries.filter(([, { phase }]) => phase === "asked").length;
    for (const [room, entry] of entries) {
      if (entry.phase !== "wanted") continue;
      if (joinsUnderWay++ >= MAX_CONCURRENT_JOINS) return;
      entry.phase = "asked";
      entry.ref = `${JOIN_REF_PREFIX}${++this.#refCount}`;
      const { rev: since, history, limit, ref } = entry;
      this.#send({ type: "join", room, since, history, limit, ref });
    }
  }

  /** A rate limit concerns all rooms, every other temporary error one room. */
  #scheduleRetry(entry: Subscription, { code, retryAfter }: ServerEvents["error"]): void {
    const ms = retryDelay(retryAfter, entry.tries++, this.#clock.random());
    if (code === "rate_limited") {
      entry.phase = "wanted";
      this.#cancelPause?.();
      this.#cancelPause = this.#clock.after(ms, () => {
        this.#cancelPause = undefined;
        this.#sendJoins();
      });
    } else {
      entry.phase = "waiting";
      entry.cancel = this.#clock.after(ms, () => this.#requestJoin(entry));
      this.#sendJoins();
    }
  }
}

function pageSizeOf(limit: number = LIMITS.defaultPageSize): number {
  return limit;
}
