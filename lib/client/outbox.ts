import { ERRORS } from "../protocol/errors.ts";
import type { Frames } from "../protocol/client_commands.ts";
import { newId } from "../protocol/ids.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Lines, Message } from "../protocol/model.ts";
import { patience } from "./backoff.ts";
import type { Shelf, Stored } from "./outbox_storage.ts";
import type { About, Clock, Pending } from "./types.ts";

/** How often a message is sent again because its room turned out not to be joined. */
const REJOINS = 3;

interface Entry extends Stored {
  /** Refusals that asked for patience. */
  tries: number;
  rejoins: number;
}

/** The first message of a room: under way, or waiting until it may be sent again. */
interface Head {
  id: string;
  cancel?: () => void;
}

export interface OutboxOptions {
  shelf: Shelf;
  account: string;
  clock: Clock;
  /** The server's history, as far as it was told. */
  history(): string | undefined;
  /** The connection's rooms: a message is sent to none but a live one. */
  rooms: { isLive(room: string): boolean; need(room: string): void; again(room: string): void };
  send(frame: Frames["message"]): void;
  onChange(pending: readonly Pending[]): void;
}

/** Messages that the server has not acknowledged: sent in order, one at a time in a room. */
export interface Outbox {
  readonly pending: readonly Pending[];
  add(room: string, content: string, about?: About): string;
  retry(id: string): void;
  discard(id: string): void;
  /** Whether a line is the stored form of a message in here. */
  isPending(message: Message): boolean;
  /** Looks for one's own messages among what the server stored. */
  acknowledge(messages: readonly Message[]): void;
  /** Whether the error is about a message. */
  refused(error: Lines["error"]): boolean;
  /** Takes what a join brought, then sends what is left for the room, under way or not. */
  resume(room: string, messages: readonly Message[]): void;
  /** Fails what is left of a room that can no longer be written to. */
  abandon(room: string, failed: NonNullable<Pending["failed"]>): void;
  online(): void;
  offline(): void;
}

/** Makes an outbox of what the shelf holds; it sends nothing before a room is live. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { shelf, account, clock, history, rooms, send, onChange } = options;
  const entries = shelf.load().map((stored): Entry => ({ ...stored, tries: 0, rejoins: 0 }));
  const heads = new Map<string, Head>();
  let pending = entries.map(pendingOf);

  function changed(): void {
    pending = entries.map(pendingOf);
    onChange(pending);
  }

  function pump(room: string): void {
    if (heads.has(room)) return;
    const entry = entries.find((entry) => entry.room === room && !entry.failed);
    if (!entry) return;
    if (!rooms.isLive(room)) return rooms.need(room);
    const { id, content } = entry;
    const { files, ...about } = aboutOf(entry);
    const ids = files && { files: files.map(({ id }) => id) };
    const frame = { type: "message" as const, room, id, content, ...about, ...ids };
    if (isTooLarge(frame)) {
      return fail(entry, {
        code: "too_large",
        reason: "message_too_large",
        params: { max: LIMITS.frame },
        message: `A message may take ${LIMITS.frame} bytes.`,
      });
    }
    heads.set(room, { id });
    send(frame);
  }

  /** Frees the place that a message has at the head of its room. */
  function release({ room, id }: Entry): void {
    const head = heads.get(room);
    if (head?.id !== id) return;
    head.cancel?.();
    heads.delete(room);
  }

  function find(id: string | undefined): Entry | undefined {
    return entries.find((entry) => entry.id === id);
  }

  function persist(entry: Entry): void {
    if (shelf.put(storedOf(entry))) delete entry.persisted;
    else entry.persisted = false;
  }

  function remove(entry: Entry): void {
    release(entry);
    entries.splice(entries.indexOf(entry), 1);
    shelf.remove(entry.id);
    // There may be room now.
    entries.filter(({ persisted }) => persisted === false).forEach(persist);
  }

  function entryOf({ type, userId, id, room }: Message): Entry | undefined {
    const entry = type === "message" && userId === account ? find(id) : undefined;
    return entry?.room === room ? entry : undefined;
  }

  function acknowledge(messages: readonly Message[]): void {
    const stored = new Set(messages.flatMap((message) => entryOf(message) ?? []));
    if (stored.size === 0) return;
    stored.forEach(remove);
    changed();
    for (const { room } of stored) pump(room);
  }

  function fail(entry: Entry, failed: NonNullable<Pending["failed"]>): void {
    release(entry);
    entry.failed = failed;
    persist(entry);
    changed();
    pump(entry.room);
  }

  function wait(entry: Entry, retryAfter: number | undefined): void {
    const { id, room } = entry;
    const again = () => {
      release(entry);
      pump(room);
    };
    const ms = patience(retryAfter, entry.tries++, clock.random());
    heads.set(room, { id, cancel: clock.after(ms, again) });
  }

  /** Leaves out the reply and thread of another history: the server has something else there. */
  function unbind(entry: Entry): boolean {
    if (!entry.history || entry.history === history()) return false;
    delete entry.reply;
    delete entry.thread;
    delete entry.history;
    shelf.put(storedOf(entry));
    return true;
  }

  return {
    get pending() {
      return pending;
    },
    add(room, content, about = {}) {
      const id = newId();
      const at = clock.now();
      // The time, so that tabs agree on an order; one more than the last, so that a clock may go back.
      const order = Math.max(at, (entries.at(-1)?.order ?? 0) + 1);
      const entry: Entry = {
        id,
        room,
        content,
        ...aboutOf(about),
        at,
        order,
        history: history(),
        tries: 0,
        rejoins: 0,
      };
      persist(entry);
      entries.push(entry);
      changed();
      pump(room);
      return id;
    },
    retry(id) {
      const entry = find(id);
      if (!entry?.failed) return;
      if (entry.failed.code === "id_conflict") {
        shelf.remove(id);
        entry.id = newId();
      }
      delete entry.failed;
      entry.tries = entry.rejoins = 0;
      persist(entry);
      changed();
      pump(entry.room);
    },
    discard(id) {
      const entry = find(id);
      if (!entry) return;
      remove(entry);
      changed();
      pump(entry.room);
    },
    acknowledge,
    isPending: (message) => entryOf(message) !== undefined,
    refused(error) {
      const { ref, code, retryAfter } = error;
      const entry = find(ref);
      if (!entry) return false;
      const head = heads.get(entry.room);
      // Otherwise it is a late answer to a message that was sent twice, or given up.
      if (head?.id !== ref || head?.cancel) return true;
      release(entry);
      if (ERRORS[code]?.retry) wait(entry, retryAfter);
      else if (code === "not_joined" && entry.rejoins++ < REJOINS) rooms.again(entry.room);
      else fail(entry, error);
      return true;
    },
    resume(room, messages) {
      const head = heads.get(room);
      if (head && !head.cancel) heads.delete(room);
      acknowledge(messages);
      pump(room);
    },
    abandon(room, failed) {
      const left = entries.filter((entry) => entry.room === room && !entry.failed);
      for (const entry of left) {
        release(entry);
        entry.failed = failed;
        persist(entry);
      }
      if (left.length > 0) changed();
    },
    online() {
      if (entries.filter(unbind).length > 0) changed();
      for (const room of new Set(entries.map(({ room }) => room))) pump(room);
    },
    offline() {
      for (const head of heads.values()) head.cancel?.();
      heads.clear();
    },
  };
}

function pendingOf(stored: Stored): Pending {
  const { id, room, content, at, failed, persisted } = stored;
  return {
    id,
    room,
    content,
    ...aboutOf(stored),
    at,
    ...(failed && { failed }),
    ...(persisted === false && { persisted }),
  };
}

/** What is there of it, and nothing else. */
function aboutOf({ reply, thread, mentions, files }: About): About {
  return {
    ...(reply !== undefined && { reply }),
    ...(thread !== undefined && { thread }),
    ...(mentions?.length && { mentions }),
    ...(files?.length && { files }),
  };
}

function storedOf(entry: Entry): Stored {
  const { persisted: _, ...pending } = pendingOf(entry);
  return { ...pending, order: entry.order, history: entry.history };
}

/** A frame that is too large would end the connection, and the next one, for ever. */
function isTooLarge(frame: Frames["message"]): boolean {
  return new TextEncoder().encode(JSON.stringify(frame)).length > LIMITS.frame;
}
