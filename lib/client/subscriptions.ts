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

/** The rooms that are listened to, each complete up to its `rev`, whatever happens to connections. */
export interface Subscriptions {
  join(room: string, limit?: number): void;
  /** Joins for a message that waits to be sent; the owner may not know the room. */
  ensureSubscribed(room: string): void;
  /** Joins again: the server does not know that the room was joined. */
  resubscribe(room: string): void;
  leave(room: string): void;
  forget(room: string): void;
  has(room: string): boolean;
  isLive(room: string): boolean;
  /** Takes an answer to a join. Whether it is to be delivered. */
  acceptJoined(event: ServerEvents["joined"]): boolean;
  /** Takes a live line. Whether it is to be delivered: not when others are missing before it. */
  acceptMessage(message: Message): boolean;
  /** Takes a refusal. `undefined`: of something else; `gone`: the room, for good. */
  handleError(error: ServerEvents["error"]): { closedRoom?: string } | undefined;
  onConnected(): void;
  onDisconnected(): void;
}

/** Whether a `ref` is that of a question to be let into a room. */
export function isJoinRef(ref: string | undefined): boolean {
  return ref?.startsWith(JOIN_REF_PREFIX) ?? false;
}

/** Makes the rooms of one client: none, and offline. */
export function createSubscriptions(
  { clock, send }: {
    clock: Clock;
    send: (command: ClientCommands["join"] | ClientCommands["leave"]) => void;
  },
): Subscriptions {
  const subscriptions = new Map<string, Subscription>();
  let isOnline = false;
  let refCount = 0;
  let cancelPause: (() => void) | undefined;

  function sendJoins(): void {
    if (!isOnline || cancelPause) return;
    let joinsUnderWay = [...subscriptions.values()].filter(({ phase }) => phase === "asked").length;
    for (const [room, entry] of subscriptions) {
      if (entry.phase !== "wanted") continue;
      if (joinsUnderWay++ >= MAX_CONCURRENT_JOINS) return;
      entry.phase = "asked";
      entry.ref = `${JOIN_REF_PREFIX}${++refCount}`;
      const { rev: since, history, limit, ref } = entry;
      send({ type: "join", room, since, history, limit, ref });
    }
  }

  function requestJoin(entry: Subscription): void {
    entry.phase = "wanted";
    sendJoins();
  }

  function add(room: string, isRequested: boolean, limit?: number): void {
    forget(room);
    subscriptions.set(room, { phase: "wanted", isRequested, limit, tries: 0 });
    sendJoins();
  }

  function forget(room: string): void {
    subscriptions.get(room)?.cancel?.();
    subscriptions.delete(room);
    sendJoins();
  }

  /** Too many requests are everyone's concern; any other trouble is the room's own. */
  function scheduleRetry(entry: Subscription, { code, retryAfter }: ServerEvents["error"]): void {
    const ms = retryDelay(retryAfter, entry.tries++, clock.random());
    if (code === "rate_limited") {
      entry.phase = "wanted";
      cancelPause?.();
      cancelPause = clock.after(ms, () => {
        cancelPause = undefined;
        sendJoins();
      });
    } else {
      entry.phase = "waiting";
      entry.cancel = clock.after(ms, () => requestJoin(entry));
      sendJoins();
    }
  }

  return {
    join(room, limit) {
      const entry = subscriptions.get(room);
      // One that was joined for a message is joined anew: its owner has not kept what it brought.
      if (!entry?.isRequested) add(room, true, limit);
      // Two that ask both get what they asked for.
      else entry.limit = Math.max(pageSizeOf(limit), pageSizeOf(entry.limit));
    },
    ensureSubscribed(room) {
      if (!subscriptions.has(room)) add(room, false);
    },
    resubscribe(room) {
      const entry = subscriptions.get(room);
      if (entry?.phase === "live") requestJoin(entry);
    },
    leave(room) {
      forget(room);
      if (isOnline) send({ type: "leave", room, ref: `leave-${++refCount}` });
    },
    forget,
    has: (room) => subscriptions.has(room),
    isLive: (room) => subscriptions.get(room)?.phase === "live",
    acceptJoined(event) {
      const entry = subscriptions.get(event.room.id);
      if (entry?.phase !== "asked" || entry.ref !== event.ref) return false;
      entry.phase = "live";
      entry.tries = 0;
      entry.rev = event.reset ? event.rev : Math.max(event.rev, entry.rev ?? 0);
      entry.history = event.history;
      sendJoins();
      return true;
    },
    acceptMessage({ room, rev, from = rev - 1 }) {
      const entry = subscriptions.get(room);
      if (!entry) return false;
      if (entry.rev === undefined || from > entry.rev) {
        if (entry.phase === "live") requestJoin(entry);
        return false;
      }
      entry.rev = Math.max(rev, entry.rev);
      return true;
    },
    handleError(error) {
      for (const [room, entry] of subscriptions) {
        if (entry.phase !== "asked" || entry.ref !== error.ref) continue;
        if (error.code === "future_since" && entry.rev !== undefined) {
          delete entry.rev;
          requestJoin(entry);
        } else if (ERROR_CODES[error.code]?.retry) scheduleRetry(entry, error);
        else {
          forget(room);
          return { closedRoom: room };
        }
        return {};
      }
      return undefined;
    },
    onConnected() {
      isOnline = true;
      sendJoins();
    },
    onDisconnected() {
      isOnline = false;
      cancelPause?.();
      cancelPause = undefined;
      for (const [room, entry] of subscriptions) {
        entry.cancel?.();
        entry.phase = "wanted";
        if (!entry.isRequested) subscriptions.delete(room);
      }
    },
  };
}

function pageSizeOf(limit: number = LIMITS.defaultPageSize): number {
  return limit;
}
