import type { Account, Message, NoticeEvent, Room } from "../../lib/protocol/model.ts";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import type { WindowPage } from "../../static/src/state/message_window.ts";
import type { ThreadPage } from "../../static/src/state/thread.ts";

/** Changes that a resume sends before it gives up, in this model. */
const RESUME = 6;
/** Messages of a page, in this model. */
const PAGE = 4;

/** A room whose log lives in memory, and one connection that says what the protocol says. */
export class ServerModel {
  readonly log: Message[] = [];
  rev = 0;
  /** Lines on their way, in order. */
  stream: ServerEvent[] = [];
  /** What the client is complete up to. */
  #since: number | undefined;

  get room(): Room {
    const { length: seq } = this.log;
    return roomOf("r", { name: "R", seq, rev: this.rev });
  }

  post(thread?: number): void {
    const seq = this.log.length + 1;
    const message = messageOf(seq, ++this.rev, thread === undefined ? {} : { thread });
    this.log.push(message);
    this.stream.push(message);
  }

  /** Says something about a message; its root changes with it. */
  reply(root: number): void {
    if (!this.log[root - 1]) return this.post();
    this.post(root);
    this.edit(root - 1);
  }

  edit(at: number): void {
    if (this.log.length === 0) return;
    const index = at % this.log.length;
    const message = { ...this.log[index]!, rev: ++this.rev, content: `edit ${this.rev}` };
    this.log[index] = message;
    this.stream.push(message);
  }

  /** The connection breaks, and the client is back at once. */
  reconnect(): void {
    const since = this.#since;
    const changed = this.log.filter(({ rev }) => rev > (since ?? 0));
    changed.sort((a, b) => a.rev - b.rev);
    const reset = since === undefined || changed.length > RESUME;
    const page = this.page();
    this.stream = [{
      type: "joined",
      room: this.room,
      rev: this.rev,
      online: 1,
      reset,
      more: reset && (page.messages[0]?.seq ?? 1) > 1,
      messages: reset ? [...page.messages] : changed,
    }];
  }

  /** The next line, as the client library hands it on. */
  next(): ServerEvent | undefined {
    const line = this.stream.shift();
    if (line && "rev" in line) this.#since = Math.max(line.rev ?? 0, this.#since ?? 0);
    return line;
  }

  page(before?: number): WindowPage {
    const older = this.log.filter(({ seq }) => seq < (before ?? Infinity));
    return { messages: older.slice(-PAGE), rev: this.rev };
  }

  after(seq: number): WindowPage {
    return { messages: this.log.slice(seq, seq + PAGE), rev: this.rev };
  }

  around(seq: number): WindowPage {
    const start = Math.max(0, seq - PAGE / 2);
    return { around: seq, messages: this.log.slice(start, start + PAGE), rev: this.rev };
  }

  /** The newest replies to a message, or those before a `seq`. */
  thread(root: number, before?: number): ThreadPage {
    const replies = this.log.filter((one) => one.thread === root && one.seq < (before ?? Infinity));
    return {
      before,
      root: this.log[root - 1]!,
      messages: replies.slice(-PAGE),
      more: replies.length > PAGE,
      rev: this.rev,
    };
  }
}

/** Who looks at the page in these tests. */
export const ANA: Account = { id: "ana", name: "Ana", role: "client", username: "ana" };

export function roomOf(id: string, over: Partial<Room> = {}): Room {
  const settings = {
    kind: "public",
    topic: "",
    archived: false,
    slow: 0,
    read: 0,
    unread: 0,
    mentions: 0,
    level: "mentions",
  } as const;
  return { id, name: id, ...settings, members: 2, seq: 0, rev: 0, role: "member", ...over };
}

/** A notice by Bo, about others or himself. */
export function noticeOf(
  seq: number,
  kind: NoticeEvent["kind"],
  { people = ["bo"], value, ...over }: Partial<Message> & {
    people?: string[];
    value?: string | number;
  } = {},
): Message & { type: "system" } {
  const named = people.map((id) => ({ id, name: id }));
  const event = {
    kind,
    people: named,
    count: named.length,
    ...(value === undefined ? {} : { value }),
  };
  return { ...messageOf(seq, seq, over), type: "system", event } as Message & { type: "system" };
}

export function messageOf(seq: number, rev = seq, over: Partial<Message> = {}): Message {
  return {
    type: "message",
    room: "r",
    id: `m${seq}`,
    seq,
    rev,
    userId: "bo",
    name: "Bo",
    content: `message ${seq}`,
    timestamp: new Date(Date.UTC(2026, 2, 2, 9, seq)).toISOString(),
    ...over,
  } as Message;
}
