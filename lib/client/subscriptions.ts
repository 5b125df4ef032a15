import { ERRORS } from "../protocol/errors.ts";
import type { Frames } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Lines, Message } from "../protocol/model.ts";
import { patience } from "./backoff.ts";
import type { Clock } from "./types.ts";

/** How the refs of joins begin. */
const JOIN = "join-";

/** Joins under way at once: quick with many rooms, and far from what servers take for a flood. */
const AT_ONCE = 8;

interface Entry {
  /** `wanted`: to be asked for; `asked`: as `ref`; `waiting`: for a while; `live`: lines flow. */
  phase: "wanted" | "asked" | "waiting" | "live";
  /** Whether the owner asked for it, not a message that has to be sent there. */
  own: boolean;
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
export interface Rooms {
  join(room: string, limit?: number): void;
  /** Joins for a message that waits to be sent; the owner may not know the room. */
  need(room: string): void;
  /** Joins again: the server does not know that the room was joined. */
  again(room: string): void;
  leave(room: string): void;
  forget(room: string): void;
  has(room: string): boolean;
  isLive(room: string): boolean;
  /** Takes an answer to a join. Whether it is to be delivered. */
  joined(line: Lines["joined"]): boolean;
  /** Takes a live line. Whether it is to be delivered: not when others are missing before it. */
  live(line: Message): boolean;
  /** Takes a refusal. `undefined`: of something else; `gone`: the room, for good. */
  refused(error: Lines["error"]): { gone?: string } | undefined;
  online(): void;
  offline(): void;
}

/** Whether a `ref` is that of a question to be let into a room. */
export function isJoin(ref: string | undefined): boolean {
  return ref?.startsWith(JOIN) ?? false;
}

/** Makes the rooms of one client: none, and offline. */
export function createRooms(
  { clock, send }: { clock: Clock; send: (frame: Frames["join"] | Frames["leave"]) => void },
): Rooms {
  const rooms = new Map<string, Entry>();
  let isOnline = false;
  let refs = 0;
  let endPause: (() => void) | undefined;

  function pump(): void {
    if (!isOnline || endPause) return;
    let asked = [...rooms.values()].filter(({ phase }) => phase === "asked").length;
    for (const [room, entry] of rooms) {
      if (entry.phase !== "wanted") continue;
      if (asked++ >= AT_ONCE) return;
      entry.phase = "asked";
      entry.ref = `${JOIN}${++refs}`;
      const { rev: since, history, limit, ref } = entry;
      send({ type: "join", room, since, history, limit, ref });
    }
  }

  function want(entry: Entry): void {
    entry.phase = "wanted";
    pump();
  }

  function add(room: string, own: boolean, limit?: number): void {
    forget(room);
    rooms.set(room, { phase: "wanted", own, limit, tries: 0 });
    pump();
  }

  function forget(room: string): void {
    rooms.get(room)?.cancel?.();
    rooms.delete(room);
    pump();
  }

  /** Too many requests are everyone's concern; any other trouble is the room's own. */
  function wait(entry: Entry, { code, retryAfter }: Lines["error"]): void {
    const ms = patience(retryAfter, entry.tries++, clock.random());
    if (code === "rate_limited") {
      entry.phase = "wanted";
      endPause?.();
      endPause = clock.after(ms, () => {
        endPause = undefined;
        pump();
      });
    } else {
      entry.phase = "waiting";
      entry.cancel = clock.after(ms, () => want(entry));
      pump();
    }
  }

  return {
    join(room, limit) {
      const entry = rooms.get(room);
      // One that was joined for a message is joined anew: its owner has not kept what it brought.
      if (!entry?.own) add(room, true, limit);
      // Two that ask both get what they asked for.
      else entry.limit = Math.max(sizeOf(limit), sizeOf(entry.limit));
    },
    need(room) {
      if (!rooms.has(room)) add(room, false);
    },
    again(room) {
      const entry = rooms.get(room);
      if (entry?.phase === "live") want(entry);
    },
    leave(room) {
      forget(room);
      if (isOnline) send({ type: "leave", room, ref: `leave-${++refs}` });
    },
    forget,
    has: (room) => rooms.has(room),
    isLive: (room) => rooms.get(room)?.phase === "live",
    joined(line) {
      const entry = rooms.get(line.room.id);
      if (entry?.phase !== "asked" || entry.ref !== line.ref) return false;
      entry.phase = "live";
      entry.tries = 0;
      entry.rev = line.reset ? line.rev : Math.max(line.rev, entry.rev ?? 0);
      entry.history = line.history;
      pump();
      return true;
    },
    live({ room, rev, from = rev - 1 }) {
      const entry = rooms.get(room);
      if (!entry) return false;
      if (entry.rev === undefined || from > entry.rev) {
        if (entry.phase === "live") want(entry);
        return false;
      }
      entry.rev = Math.max(rev, entry.rev);
      return true;
    },
    refused(error) {
      for (const [room, entry] of rooms) {
        if (entry.phase !== "asked" || entry.ref !== error.ref) continue;
        if (error.code === "future_since" && entry.rev !== undefined) {
          delete entry.rev;
          want(entry);
        } else if (ERRORS[error.code]?.retry) wait(entry, error);
        else {
          forget(room);
          return { gone: room };
        }
        return {};
      }
      return undefined;
    },
    online() {
      isOnline = true;
      pump();
    },
    offline() {
      isOnline = false;
      endPause?.();
      endPause = undefined;
      for (const [room, entry] of rooms) {
        entry.cancel?.();
        entry.phase = "wanted";
        if (!entry.own) rooms.delete(room);
      }
    },
  };
}

function sizeOf(limit: number = LIMITS.defaultPage): number {
  return limit;
}
