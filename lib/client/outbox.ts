import type { ClientCommands } from "../protocol/client_commands.ts";
import { ERROR_CODES } from "../protocol/errors.ts";
import { newId } from "../protocol/ids.ts";
import type { Message } from "../protocol/model.ts";
import type { ServerEvents } from "../protocol/server_events.ts";
import { retryDelay } from "./backoff.ts";
import {
  messageOptionsOf,
  type OutboxEntry,
  sizeError,
  toCommand,
  toPendingMessage,
  toStored,
} from "./outbox_entry.ts";
import type { OutboxStorage } from "./outbox_storage.ts";
import type { Clock, MessageOptions, PendingMessage } from "./types.ts";

/** How often a message is sent again because its room turned out not to be joined. */
const MAX_REJOINS = 3;

type SendFailure = NonNullable<PendingMessage["failed"]>;

/** The first message of a room: under way, or, with `cancel`, waiting until it may be sent again. */
interface RoomHead {
  id: string;
  cancel?: () => void;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  account: string;
  clock: Clock;
  /** The server's history, as far as it is known. */
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

/**
 * Messages that the server has not acknowledged: sent in order, one at a time in a room. What an earlier
 * client stored is pending at once; nothing is sent before a room is live.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #entries: OutboxEntry[];
  readonly #heads = new Map<string, RoomHead>();
  #pending: readonly PendingMessage[];

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#entries = options.storage.load()
      .map((stored): OutboxEntry => ({ ...stored, tries: 0, rejoins: 0 }));
    this.#pending = this.#entries.map(toPendingMessage);
  }

  get pending(): readonly PendingMessage[] {
    return this.#pending;
  }

  /** Stores a message, sends it when it can be, and returns its id. */
  add(room: string, content: string, options: MessageOptions = {}): string {
    const { clock, history } = this.#options;
    const id = newId();
    const at = clock.now();
    // The time, so that tabs agree on an order; one more than the last, so that a clock may go back.
    const order = Math.max(at, (this.#entries.at(-1)?.order ?? 0) + 1);
    const message = { id, room, content, ...messageOptionsOf(options), at, order };
    const entry: OutboxEntry = { ...message, history: history(), tries: 0, rejoins: 0 };
    this.#persist(entry);
    this.#entries.push(entry);
    this.#notifyChange();
    this.#sendNext(room);
    return id;
  }

  /** Sends a failed message again. */
  retry(id: string): void {
    const entry = this.#findEntry(id);
    if (!entry?.failed) return;
    if (entry.failed.code === "id_conflict") {
      this.#options.storage.remove(id);
      entry.id = newId();
    }
    delete entry.failed;
    entry.tries = entry.rejoins = 0;
    this.#persist(entry);
    this.#notifyChange();
    this.#sendNext(entry.room);
  }

  /** Forgets a message. */
  discard(id: string): void {
    const entry = this.#findEntry(id);
    if (!entry) return;
    this.#remove(entry);
    this.#notifyChange();
    this.#sendNext(entry.room);
  }

  /** Whether an event is the stored form of a pending message. */
  isPending(message: Message): boolean {
    return this.#entryOf(message) !== undefined;
  }

  /** Removes what the server has stored. */
  acknowledge(messages: readonly Message[]): void {
    const stored = new Set(messages.flatMap((message) => this.#entryOf(message) ?? []));
    if (stored.size === 0) return;
    for (const entry of stored) this.#remove(entry);
    this.#notifyChange();
    for (const { room } of stored) this.#sendNext(room);
  }

  /** Whether the error is about a pending message, which then waits or fails. */
  handleError(error: ServerEvents["error"]): boolean {
    const { ref, code, retryAfter } = error;
    const entry = this.#findEntry(ref);
    if (!entry) return false;
    const head = this.#heads.get(entry.room);
    // Otherwise it is a late answer to a message that was sent twice, or given up.
    if (head?.id !== ref || head?.cancel) return true;
    this.#release(entry);
    if (ERROR_CODES[code]?.retry) this.#scheduleRetry(entry, retryAfter);
    else if (code === "not_joined" && entry.rejoins++ < MAX_REJOINS) {
      this.#options.subscriptions.resubscribe(entry.room);
    } else this.#fail(entry, error);
    return true;
  }

  /** Removes what a join brought, then sends what is left for the room, under way or not. */
  resumeRoom(room: string, messages: readonly Message[]): void {
    const head = this.#heads.get(room);
    if (head && !head.cancel) this.#heads.delete(room);
    this.acknowledge(messages);
    this.#sendNext(room);
  }

  /** Fails what is left of a room that can no longer be written to. */
  abandon(room: string, failed: SendFailure): void {
    const unsent = this.#entries.filter((entry) => entry.room === room && !entry.failed);
    for (const entry of unsent) this.#markFailed(entry, failed);
    if (unsent.length > 0) this.#notifyChange();
  }

  onConnected(): void {
    const stale = this.#entries.filter((entry) => this.#dropStaleReferences(entry));
    if (stale.length > 0) this.#notifyChange();
    for (const room of new Set(this.#entries.map(({ room }) => room))) this.#sendNext(room);
  }

  onDisconnected(): void {
    for (const head of this.#heads.values()) head.cancel?.();
    this.#heads.clear();
  }

  #sendNext(room: string): void {
    const { subscriptions, send } = this.#options;
    if (this.#heads.has(room)) return;
    const entry = this.#entries.find((entry) => entry.room === room && !entry.failed);
    if (!entry) return;
    if (!subscriptions.isLive(room)) return subscriptions.ensureSubscribed(room);
    const command = toCommand(entry);
    const error = sizeError(command);
    if (error) return this.#fail(entry, error);
    this.#heads.set(room, { id: entry.id });
    send(command);
  }

  #scheduleRetry(entry: OutboxEntry, retryAfter: number | undefined): void {
    const { clock } = this.#options;
    const { id, room } = entry;
    const retry = () => {
      this.#release(entry);
      this.#sendNext(room);
    };
    const ms = retryDelay(retryAfter, entry.tries++, clock.random());
    this.#heads.set(room, { id, cancel: clock.after(ms, retry) });
  }

  #fail(entry: OutboxEntry, failed: SendFailure): void {
    this.#markFailed(entry, failed);
    this.#notifyChange();
    this.#sendNext(entry.room);
  }

  #markFailed(entry: OutboxEntry, failed: SendFailure): void {
    this.#release(entry);
    entry.failed = failed;
    this.#persist(entry);
  }

  #remove(entry: OutboxEntry): void {
    this.#release(entry);
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#options.storage.remove(entry.id);
    // The storage may have space now.
    for (const other of this.#entries) {
      if (other.persisted === false) this.#persist(other);
    }
  }

  /** Frees the place of a message at the head of its room. */
  #release({ room, id }: OutboxEntry): void {
    const head = this.#heads.get(room);
    if (head?.id !== id) return;
    head.cancel?.();
    this.#heads.delete(room);
  }

  #persist(entry: OutboxEntry): void {
    if (this.#options.storage.put(toStored(entry))) delete entry.persisted;
    else entry.persisted = false;
  }

  /** Leaves out the reply and thread of another history, where the server has something else. */
  #dropStaleReferences(entry: OutboxEntry): boolean {
    const { history, storage } = this.#options;
    if (!entry.history || entry.history === history()) return false;
    delete entry.reply;
    delete entry.thread;
    delete entry.history;
    storage.put(toStored(entry));
    return true;
  }

  #findEntry(id: string | undefined): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #entryOf({ type, userId, id, room }: Message): OutboxEntry | undefined {
    const isOwn = type === "message" && userId === this.#options.account;
    const entry = isOwn ? this.#findEntry(id) : undefined;
    return entry?.room === room ? entry : undefined;
  }

  #notifyChange(): void {
    this.#pending = this.#entries.map(toPendingMessage);
    this.#options.onChange(this.#pending);
  }
}
