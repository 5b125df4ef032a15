import { ERROR_CODES } from "../protocol/errors.ts";
import type { ClientCommands } from "../protocol/client_commands.ts";
import { newId } from "../protocol/ids.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/model.ts";
import type { ServerEvents } from "../protocol/server_events.ts";
import { retryDelay } from "./backoff.ts";
import type { OutboxStorage, StoredPendingMessage } from "./outbox_storage.ts";
import type { Clock, MessageOptions, PendingMessage } from "./types.ts";

/** How often a message is sent again because its room turned out not to be joined. */
const MAX_REJOINS = 3;

interface OutboxEntry extends StoredPendingMessage {
  /** Refusals that asked for patience. */
  tries: number;
  rejoins: number;
}

/** The first message of a room: under way, or waiting until it may be sent again. */
interface RoomHead {
  id: string;
  cancel?: () => void;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  account: string;
  clock: Clock;
  /** The server's history, as far as it was told. */
  history(): string | undefined;
  /** The connection's rooms: a message is sent to none but a live one. */
  subscriptions: {
    isLive(room: string): boolean;
    ensureSubscribed(room: string): void;
    resubscribe(room: string): void;
  };
  send(command: ClientCommands["message"]): void;
  onChange(pending: readonly PendingMessage[]): void;
}

/** Messages that the server has not acknowledged: sent in order, one at a time in a room. */
export interface Outbox {
  readonly pending: readonly PendingMessage[];
  add(room: string, content: string, options?: MessageOptions): string;
  retry(id: string): void;
  discard(id: string): void;
  /** Whether a line is the stored form of a message in here. */
  isPending(message: Message): boolean;
  /** Looks for one's own messages among what the server stored. */
  acknowledge(messages: readonly Message[]): void;
  /** Whether the error is about a message. */
  handleError(error: ServerEvents["error"]): boolean;
  /** Takes what a join brought, then sends what is left for the room, under way or not. */
  resumeRoom(room: string, messages: readonly Message[]): void;
  /** Fails what is left of a room that can no longer be written to. */
  abandon(room: string, failed: NonNullable<PendingMessage["failed"]>): void;
  onConnected(): void;
  onDisconnected(): void;
}

/** Makes an outbox of what the shelf holds; it sends nothing before a room is live. */
export function createOutbox(options: OutboxOptions): Outbox {
  const {
    storage,
    account,
    clock,
    history,
    subscriptions,
    send,
    onChange,
  } = options;
  const entries = storage.load().map((stored): OutboxEntry => ({
    ...stored,
    tries: 0,
    rejoins: 0,
  }));
  const heads = new Map<string, RoomHead>();
  let pending = entries.map(toPendingMessage);

  function notifyChange(): void {
    pending = entries.map(toPendingMessage);
    onChange(pending);
  }

  function sendNext(room: string): void {
    if (heads.has(room)) return;
    const entry = entries.find((entry) => entry.room === room && !entry.failed);
    if (!entry) return;
    if (!subscriptions.isLive(room)) return subscriptions.ensureSubscribed(room);
    const { id, content } = entry;
    const { files, ...messageOptions } = messageOptionsOf(entry);
    const ids = files && { files: files.map(({ id }) => id) };
    const command = { type: "message" as const, room, id, content, ...messageOptions, ...ids };
    if (isTooLarge(command)) {
      return fail(entry, {
        code: "too_large",
        reason: "message_too_large",
        params: { max: LIMITS.frameBytes },
        message: `A message may take ${LIMITS.frameBytes} bytes.`,
      });
    }
    heads.set(room, { id });
    send(command);
  }

  /** Frees the place that a message has at the head of its room. */
  function release({ room, id }: OutboxEntry): void {
    const head = heads.get(room);
    if (head?.id !== id) return;
    head.cancel?.();
    heads.delete(room);
  }

  function findEntry(id: string | undefined): OutboxEntry | undefined {
    return entries.find((entry) => entry.id === id);
  }

  function persist(entry: OutboxEntry): void {
    if (storage.put(toStored(entry))) delete entry.persisted;
    else entry.persisted = false;
  }

  function remove(entry: OutboxEntry): void {
    release(entry);
    entries.splice(entries.indexOf(entry), 1);
    storage.remove(entry.id);
    // There may be room now.
    entries.filter(({ persisted }) => persisted === false).forEach(persist);
  }

  function entryOf({ type, userId, id, room }: Message): OutboxEntry | undefined {
    const entry = type === "message" && userId === account ? findEntry(id) : undefined;
    return entry?.room === room ? entry : undefined;
  }

  function acknowledge(messages: readonly Message[]): void {
    const stored = new Set(messages.flatMap((message) => entryOf(message) ?? []));
    if (stored.size === 0) return;
    stored.forEach(remove);
    notifyChange();
    for (const { room } of stored) sendNext(room);
  }

  function fail(entry: OutboxEntry, failed: NonNullable<PendingMessage["failed"]>): void {
    release(entry);
    entry.failed = failed;
    persist(entry);
    notifyChange();
    sendNext(entry.room);
  }

  function scheduleRetry(entry: OutboxEntry, retryAfter: number | undefined): void {
    const { id, room } = entry;
    const retry = () => {
      release(entry);
      sendNext(room);
    };
    const ms = retryDelay(retryAfter, entry.tries++, clock.random());
    heads.set(room, { id, cancel: clock.after(ms, retry) });
  }

  /** Leaves out the reply and thread of another history: the server has something else there. */
  function dropStaleReferences(entry: OutboxEntry): boolean {
    if (!entry.history || entry.history === history()) return false;
    delete entry.reply;
    delete entry.thread;
    delete entry.history;
    storage.put(toStored(entry));
    return true;
  }

  return {
    get pending() {
      return pending;
    },
    add(room, content, options = {}) {
      const id = newId();
      const at = clock.now();
      // The time, so that tabs agree on an order; one more than the last, so that a clock may go back.
      const order = Math.max(at, (entries.at(-1)?.order ?? 0) + 1);
      const entry: OutboxEntry = {
        id,
        room,
        content,
        ...messageOptionsOf(options),
        at,
        order,
        history: history(),
        tries: 0,
        rejoins: 0,
      };
      persist(entry);
      entries.push(entry);
      notifyChange();
      sendNext(room);
      return id;
    },
    retry(id) {
      const entry = findEntry(id);
      if (!entry?.failed) return;
      if (entry.failed.code === "id_conflict") {
        storage.remove(id);
        entry.id = newId();
      }
      delete entry.failed;
      entry.tries = entry.rejoins = 0;
      persist(entry);
      notifyChange();
      sendNext(entry.room);
    },
    discard(id) {
      const entry = findEntry(id);
      if (!entry) return;
      remove(entry);
      notifyChange();
      sendNext(entry.room);
    },
    acknowledge,
    isPending: (message) => entryOf(message) !== undefined,
    handleError(error) {
      const { ref, code, retryAfter } = error;
      const entry = findEntry(ref);
      if (!entry) return false;
      const head = heads.get(entry.room);
      // Otherwise it is a late answer to a message that was sent twice, or given up.
      if (head?.id !== ref || head?.cancel) return true;
      release(entry);
      if (ERROR_CODES[code]?.retry) scheduleRetry(entry, retryAfter);
      else if (code === "not_joined" && entry.rejoins++ < MAX_REJOINS) {
        subscriptions.resubscribe(entry.room);
      } else fail(entry, error);
      return true;
    },
    resumeRoom(room, messages) {
      const head = heads.get(room);
      if (head && !head.cancel) heads.delete(room);
      acknowledge(messages);
      sendNext(room);
    },
    abandon(room, failed) {
      const unsent = entries.filter((entry) => entry.room === room && !entry.failed);
      for (const entry of unsent) {
        release(entry);
        entry.failed = failed;
        persist(entry);
      }
      if (unsent.length > 0) notifyChange();
    },
    onConnected() {
      if (entries.filter(dropStaleReferences).length > 0) notifyChange();
      for (const room of new Set(entries.map(({ room }) => room))) sendNext(room);
    },
    onDisconnected() {
      for (const head of heads.values()) head.cancel?.();
      heads.clear();
    },
  };
}

function toPendingMessage(stored: StoredPendingMessage): PendingMessage {
  const { id, room, content, at, failed, persisted } = stored;
  return {
    id,
    room,
    content,
    ...messageOptionsOf(stored),
    at,
    ...(failed && { failed }),
    ...(persisted === false && { persisted }),
  };
}

/** What is there of it, and nothing else. */
function messageOptionsOf({ reply, thread, mentions, files }: MessageOptions): MessageOptions {
  return {
    ...(reply !== undefined && { reply }),
    ...(thread !== undefined && { thread }),
    ...(mentions?.length && { mentions }),
    ...(files?.length && { files }),
  };
}

function toStored(entry: OutboxEntry): StoredPendingMessage {
  const { persisted: _, ...pending } = toPendingMessage(entry);
  return { ...pending, order: entry.order, history: entry.history };
}

/** A frame that is too large would end the connection, and the next one, for ever. */
function isTooLarge(command: ClientCommands["message"]): boolean {
  return new TextEncoder().encode(JSON.stringify(command)).length > LIMITS.frameBytes;
}
