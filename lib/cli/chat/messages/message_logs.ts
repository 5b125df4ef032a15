import { ClientError } from "../../../client/client_error.ts";
import type { Client } from "../../../client/types.ts";
import type { Line, Lines, Message } from "../../../protocol/model.ts";
import { LIMITS } from "../../../protocol/limits.ts";

/** Messages of a room that are kept at hand. */
const KEPT = 200;

/** What people are told when the server's history is another one than before. */
export const WENT_BACK = "The server went back to a backup. Messages from after it may be missing.";

/** What becomes of the messages of all rooms that are listened to. */
export interface Reader {
  /** A room is there for the first time, with the newest of what was said before. */
  opened(joined: Lines["joined"]): void;
  /** Somebody said something; each message once, in the order of its room. */
  said(message: Message): void;
  /** A message is not what it was. */
  changed(message: Message, before: Message | undefined): void;
  /** So many messages came while one was away that these are not told. */
  skipped(room: string, count: number): void;
}

interface RoomLog {
  /** The `seq` up to which all was told. */
  last: number;
  messages: Map<number, Message>;
  /** What cannot be told before the hole in front of it is filled. */
  held?: Message[];
}

/** The latest messages of rooms, without holes whatever happens to connections. */
export interface Logs {
  /** Takes what the client delivers. */
  take(line: Line): void;
  /** The newest messages of a room, oldest first. */
  latest(room: string, count: number): Message[];
  find(room: string, seq: number): Message | undefined;
  /** Forgets a room that one has left. */
  forget(room: string): void;
  /** Forgets all rooms: the server went back to a backup, and they are opened anew. */
  clear(): void;
}

/**
 * Makes the logs of one client's rooms.
 * @param most messages that are fetched to fill a hole; those before them are skipped
 */
export function createLogs(client: Client, reader: Reader, most = Infinity): Logs {
  const logs = new Map<string, RoomLog>();

  function keep(log: RoomLog, message: Message): void {
    log.messages.set(message.seq, message);
    if (log.messages.size <= KEPT) return;
    log.messages.delete(Math.min(...log.messages.keys()));
  }

  function tell(log: RoomLog, message: Message): void {
    const before = log.messages.get(message.seq);
    // A page may hold an older copy than a live line that came before it.
    if (before && before.rev >= message.rev) return;
    if (log.held && message.seq > log.last) return void log.held.push(message);
    keep(log, message);
    if (message.seq <= log.last) return reader.changed(message, before);
    log.last = message.seq;
    reader.said(message);
  }

  function joined(line: Lines["joined"]): void {
    const { id, seq } = line.room;
    const log = logs.get(id);
    if (!log) {
      const messages = new Map(line.messages.map((message) => [message.seq, message]));
      logs.set(id, { last: Math.max(seq, line.messages.at(-1)?.seq ?? 0), messages });
      return reader.opened(line);
    }
    const bySeq = line.messages.toSorted((a, b) => a.seq - b.seq);
    const first = bySeq.find((message) => message.seq > log.last);
    // What was held before this page is fetched again, since there may be another hole between.
    if (line.reset && first && first.seq > log.last + 1) log.held = [];
    for (const message of bySeq) tell(log, message);
    if (log.held) void fill(id, log);
  }

  /** Fetches backwards from what is held to what was told. A lost connection leaves it to the next join. */
  async function fill(room: string, log: RoomLog): Promise<void> {
    const held = log.held!;
    try {
      while (held[0]!.seq > log.last + 1 && held.length < most) {
        const page = await client.history(room, held[0]!.seq, LIMITS.page);
        if (logs.get(room) !== log || log.held !== held) return;
        held.unshift(...page.messages.filter(({ seq }) => seq > log.last));
        if (!page.more) break;
      }
    } catch (error) {
      if (error instanceof ClientError) return;
      throw error;
    }
    release(room, log, held);
  }

  function release(room: string, log: RoomLog, held: Message[]): void {
    delete log.held;
    const missing = held[0]!.seq - log.last - 1;
    if (missing > 0) reader.skipped(room, missing);
    for (const message of held.sort((a, b) => a.seq - b.seq || a.rev - b.rev)) tell(log, message);
  }

  return {
    take(line) {
      if (line.type === "joined") joined(line);
      else if (line.type === "message" || line.type === "system") {
        const log = logs.get(line.room);
        if (log) tell(log, line);
      }
    },
    latest(room, count) {
      const messages = [...logs.get(room)?.messages.values() ?? []];
      return messages.sort((a, b) => a.seq - b.seq).slice(-count);
    },
    find: (room, seq) => logs.get(room)?.messages.get(seq),
    forget: (room) => void logs.delete(room),
    clear: () => logs.clear(),
  };
}
