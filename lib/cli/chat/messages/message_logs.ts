import { ClientError } from "../../../client/client_error.ts";
import type { Client } from "../../../client/types.ts";
import type { Message } from "../../../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../../protocol/server_events.ts";
import { LIMITS } from "../../../protocol/limits.ts";

/** Messages of a room that are kept at hand. */
const MAX_CACHED_MESSAGES = 200;

/** What people are told when the server's history is another one than before. */
export const RESTORED_TEXT =
  "The server went back to a backup. Messages from after it may be missing.";

/** What becomes of the messages of all rooms that are listened to. */
export interface MessageObserver {
  /** A room is there for the first time, with the newest of what was said before. */
  onOpened(joined: ServerEvents["joined"]): void;
  /** Somebody said something; each message once, in the order of its room. */
  onMessage(message: Message): void;
  /** A message is not what it was. */
  onChanged(message: Message, before: Message | undefined): void;
  /** So many messages came while one was away that these are not told. */
  onSkipped(room: string, count: number): void;
}

interface RoomLog {
  /** The `seq` up to which all was told. */
  lastSeq: number;
  messages: Map<number, Message>;
  /** What cannot be told before the hole in front of it is filled. */
  pending?: Message[];
}

/** The latest messages of rooms, without holes whatever happens to connections. */
export interface MessageLogs {
  /** Takes what the client delivers. */
  handleEvent(line: ServerEvent): void;
  /** The newest messages of a room, oldest first. */
  latest(room: string, count: number): Message[];
  findMessage(room: string, seq: number): Message | undefined;
  /** Forgets a room that one has left. */
  removeRoom(room: string): void;
  /** Forgets all rooms: the server went back to a backup, and they are opened anew. */
  clear(): void;
}

/**
 * Makes the logs of one client's rooms.
 * @param maxFetched messages that are fetched to fill a hole; those before them are skipped
 */
export function createMessageLogs(
  client: Client,
  observer: MessageObserver,
  maxFetched = Infinity,
): MessageLogs {
  const logs = new Map<string, RoomLog>();

  function cache(log: RoomLog, message: Message): void {
    log.messages.set(message.seq, message);
    if (log.messages.size <= MAX_CACHED_MESSAGES) return;
    log.messages.delete(Math.min(...log.messages.keys()));
  }

  function deliver(log: RoomLog, message: Message): void {
    const before = log.messages.get(message.seq);
    // A page may hold an older copy than a live line that came before it.
    if (before && before.rev >= message.rev) return;
    if (log.pending && message.seq > log.lastSeq) return void log.pending.push(message);
    cache(log, message);
    if (message.seq <= log.lastSeq) return observer.onChanged(message, before);
    log.lastSeq = message.seq;
    observer.onMessage(message);
  }

  function handleJoined(line: ServerEvents["joined"]): void {
    const { id, seq } = line.room;
    const log = logs.get(id);
    if (!log) {
      const messages = new Map(line.messages.map((message) => [message.seq, message]));
      logs.set(id, { lastSeq: Math.max(seq, line.messages.at(-1)?.seq ?? 0), messages });
      return observer.onOpened(line);
    }
    const bySeq = line.messages.toSorted((a, b) => a.seq - b.seq);
    const first = bySeq.find((message) => message.seq > log.lastSeq);
    // What was held before this page is fetched again, since there may be another hole between.
    if (line.reset && first && first.seq > log.lastSeq + 1) log.pending = [];
    for (const message of bySeq) deliver(log, message);
    if (log.pending) void fillGap(id, log);
  }

  /** Fetches backwards from what is held to what was told. A lost connection leaves it to the next join. */
  async function fillGap(room: string, log: RoomLog): Promise<void> {
    const pending = log.pending!;
    try {
      while (pending[0]!.seq > log.lastSeq + 1 && pending.length < maxFetched) {
        const page = await client.history(room, pending[0]!.seq, LIMITS.pageSize);
        if (logs.get(room) !== log || log.pending !== pending) return;
        pending.unshift(...page.messages.filter(({ seq }) => seq > log.lastSeq));
        if (!page.more) break;
      }
    } catch (error) {
      if (error instanceof ClientError) return;
      throw error;
    }
    deliverPending(room, log, pending);
  }

  function deliverPending(room: string, log: RoomLog, pending: Message[]): void {
    delete log.pending;
    const missing = pending[0]!.seq - log.lastSeq - 1;
    if (missing > 0) observer.onSkipped(room, missing);
    for (const message of pending.sort((a, b) => a.seq - b.seq || a.rev - b.rev)) {
      deliver(log, message);
    }
  }

  return {
    handleEvent(line) {
      if (line.type === "joined") handleJoined(line);
      else if (line.type === "message" || line.type === "system") {
        const log = logs.get(line.room);
        if (log) deliver(log, line);
      }
    },
    latest(room, count) {
      const messages = [...logs.get(room)?.messages.values() ?? []];
      return messages.sort((a, b) => a.seq - b.seq).slice(-count);
    },
    findMessage: (room, seq) => logs.get(room)?.messages.get(seq),
    removeRoom: (room) => void logs.delete(room),
    clear: () => logs.clear(),
  };
}
