import type { Pending } from "../../../lib/client/types.ts";
import type { Account, Message, NoticeEvent } from "../../../lib/protocol/lines.ts";
import { midnight } from "../time.ts";
import type { OwnRoom } from "./state.ts";

/** Milliseconds within which messages of one author stand together; from the look of the timeline. */
const TOGETHER = 5 * 60_000;

/** A message as the timeline shows it. */
export interface Said {
  /** The same before and after the server has it. */
  key: string;
  userId: string;
  name: string;
  content: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Present until the server has it. */
  pending?: Pending;
}

/** What the timeline is made of, from the oldest to the newest. */
export type Row =
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string; count: number }
  | { kind: "notice"; key: string; told: Told[] }
  /** `head`: the first of its group, which shows who wrote it. */
  | { kind: "message"; key: string; said: Said; head: boolean };

/** One sentence of a notice: who all did the same. */
export interface Told {
  event: NoticeEvent["kind"];
  names: string[];
}

/** The rows of a room: its log, then what waits in the outbox. */
export function rows(own: OwnRoom, outbox: readonly Pending[], me: Account): Row[] {
  const made: Row[] = [];
  const messages = own.log?.messages ?? [];
  const stored = new Set<string>();
  let day = -Infinity;
  let marked = own.unread === undefined;
  for (const message of messages) {
    if (message.userId === me.id) stored.add(message.id);
    const at = timeOf(message);
    day = startDay(made, day, at);
    if (!marked && message.seq > own.unread!.after && !isQuiet(message, me)) {
      made.push({ kind: "unread", key: "unread", count: own.unread!.count });
      marked = true;
    }
    if (message.type === "system") tell(made, message);
    else say(made, saidOf(message));
  }
  for (const pending of outbox) {
    if (pending.room !== own.room.id || stored.has(pending.id)) continue;
    day = startDay(made, day, pending.at);
    say(made, {
      key: `${me.id}/${pending.id}`,
      userId: me.id,
      name: me.name,
      content: pending.content,
      at: pending.at,
      pending,
    });
  }
  return made;
}

const remembered = new WeakMap<Message, Said>();

/** A message of the log; the same object for the same message, so that views can tell. */
function saidOf(message: Message): Said {
  let said = remembered.get(message);
  if (!said) {
    const { userId, name, content } = message;
    said = { key: `${userId}/${message.id}`, userId, name, content, at: timeOf(message) };
    remembered.set(message, said);
  }
  return said;
}

function say(made: Row[], said: Said): void {
  const before = made.at(-1);
  const head = before?.kind !== "message" || before.said.userId !== said.userId ||
    before.said.name !== said.name || said.at - before.said.at > TOGETHER;
  made.push({ kind: "message", key: said.key, said, head });
}

function tell(made: Row[], message: Message & { type: "system" }): void {
  const before = made.at(-1);
  const event = message.event.kind;
  if (before?.kind !== "notice") {
    made.push({
      kind: "notice",
      key: `notice/${message.seq}`,
      told: [{ event, names: [message.name] }],
    });
    return;
  }
  const last = before.told.at(-1)!;
  if (last.event !== event) before.told.push({ event, names: [message.name] });
  else if (!last.names.includes(message.name)) last.names.push(message.name);
}

/** Adds a rule where a local day begins, and returns that day's first moment. */
function startDay(made: Row[], before: number, at: number): number {
  const day = midnight(at);
  if (day <= before) return before;
  made.push({ kind: "day", key: `day/${day}`, at: day });
  return day;
}

/** Nothing that one would have to read: a notice, or one's own. */
function isQuiet(message: Message, me: Account): boolean {
  return message.type === "system" || message.userId === me.id;
}

function timeOf(message: Message): number {
  return Date.parse(message.timestamp);
}
