import { ClientError } from "../../../client/client_error.ts";
import type { Client } from "../../../client/types.ts";
import type { Message } from "../../../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../../protocol/server_events.ts";
import { LIMITS } from "../../../protocol/limits.ts";

/** Messages of a room that are kept in memory. */
const MAX_CACHED_MESSAGES = 200;

/** Shown when the server's history has changed. */
export const RESTORED_TEXT =
  "The server went back to a backup. Messages from after it may be missing.";

/** Receives the messages of all subscribed rooms. */
export interface MessageObserver {
  /** A room was opened, with its newest messages. */
  onOpened(joined: ServerEvents["joined"]): void;
  /** A new message; each once, in the order of its room. */
  onMessage(message: Message): void;
  /** A message has changed. */
  onChanged(message: Message, before: Message | undefined): void;
  /** Too many messages came while the client was offline; this many are not delivered. */
  onSkipped(room: string, count: number): void;
}

interface RoomLog {
  /** The `seq` up to which everything was delivered. */
  lastSeq: number;
  messages: Map<number, Message>;
  /** Messages that wait until the hole before them is filled. */
  pending?: Message[];
}

/** The latest messages of a client's rooms, without holes whatever happens to connections. */
export class MessageLogs {
  readonly #client: Client;
  readonly #observer: MessageObserver;
  readonly #maxFetched: number;
  readonly #logs = new Map<string, RoomLog>();

  /** @param maxFetched messages that are fetched to fill a hole; those before them are skipped */
  constructor(client: Client, observer: MessageObserver, maxFetched = Infinity) {
    this.#client = client;
    this.#observer = observer;
    this.#maxFetched = maxFetched;
  }

  /** Applies what the client delivers. */
  handleEvent(event: ServerEvent): void {
    if (event.type === "joined") this.#handleJoined(event);
    else if (event.type === "message" || event.type === "system") {
      const log = this.#logs.get(event.room);
      if (log) this.#deliver(log, event);
    }
  }

  /** The newest messages of a room, oldest first. */
  latest(room: string, count: number): Message[] {
    const messages = [...this.#logs.get(room)?.messages.values() ?? []];
    return messages.sort((a, b) => a.seq - b.seq).slice(-count);
  }

  findMessage(room: string, seq: number): Message | undefined {
    return this.#logs.get(room)?.messages.get(seq);
  }

  /** Forgets a room that the user has left. */
  removeRoom(room: string): void {
    this.#logs.delete(room);
  }

  /** Forgets all rooms: the server went back to a backup, and they are opened anew. */
  clear(): void {
    this.#logs.clear();
  }

  #handleJoined(event: ServerEvents["joined"]): void {
    const { id, seq } = event.room;
    const log = this.#logs.get(id);
    if (!log) {
      const messages = new Map(event.messages.map((message) => [message.seq, message]));
      this.#logs.set(id, { lastSeq: Math.max(seq, event.messages.at(-1)?.seq ?? 0), messages });
      return this.#observer.onOpened(event);
    }
    const bySeq = event.messages.toSorted((a, b) => a.seq - b.seq);
    const first = bySeq.find((message) => message.seq > log.lastSeq);
    // What was held back before this page is fetched again, since there may be another hole between.
    if (event.reset && first && first.seq > log.lastSeq + 1) log.pending = [];
    for (const message of bySeq) this.#deliver(log, message);
    if (log.pending) void this.#fillGap(id, log);
  }

  #deliver(log: RoomLog, message: Message): void {
    const before = log.messages.get(message.seq);
    // A page may hold an older copy than a live event that came before it.
    if (before && before.rev >= message.rev) return;
    if (log.pending && message.seq > log.lastSeq) return void log.pending.push(message);
    cache(log, message);
    if (message.seq <= log.lastSeq) return this.#observer.onChanged(message, before);
    log.lastSeq = message.seq;
    this.#observer.onMessage(message);
  }

  /** Fetches backwards to what was delivered. After a lost connection the next join fills the gap. */
  async #fillGap(room: string, log: RoomLog): Promise<void> {
    const pending = log.pending!;
    try {
      while (pending[0]!.seq > log.lastSeq + 1 && pending.length < this.#maxFetched) {
        const page = await this.#client.history(room, pending[0]!.seq, LIMITS.pageSize);
        if (this.#logs.get(room) !== log || log.pending !== pending) return;
        pending.unshift(...page.messages.filter(({ seq }) => seq > log.lastSeq));
        if (!page.more) break;
      }
    } catch (error) {
      if (error instanceof ClientError) return;
      throw error;
    }
    this.#deliverPending(room, log, pending);
  }

  #deliverPending(room: string, log: RoomLog, pending: Message[]): void {
    delete log.pending;
    const missing = pending[0]!.seq - log.lastSeq - 1;
    if (missing > 0) this.#observer.onSkipped(room, missing);
    for (const message of pending.sort((a, b) => a.seq - b.seq || a.rev - b.rev)) {
      this.#deliver(log, message);
    }
  }
}

function cache(log: RoomLog, message: Message): void {
  log.messages.set(message.seq, message);
  if (log.messages.size <= MAX_CACHED_MESSAGES) return;
  log.messages.delete(Math.min(...log.messages.keys()));
}
