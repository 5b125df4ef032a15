import type { Pending } from "../../../lib/client/types.ts";
import type { Account, Message, NoticeEvent } from "../../../lib/protocol/lines.ts";
import { midnight } from "../time.ts";
import type { Someone } from "./overlay.ts";
import type { OwnRoom } from "./state.ts";

/** Milliseconds within which messages of one author stand together; from the look of the timeline. */
const TOGETHER = 5 * 60_000;

/** A message as the timeline shows it. */
export interface Said {
  /** The same before and after the server has it. */
  key: string;
  /** Absent until the server has it. */
  seq?: number;
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
  /** Messages that were taken back. */
  | { kind: "gone"; key: string; count: number }
  /** Messages of those whom one has blocked. */
  | { kind: "hidden"; key: string; keys: string[] }
  /** `head`: the first of its group, which shows who wrote it. */
  | { kind: "message"; key: string; said: Said; head: boolean };

/** One sentence of a notice: what was done, by whom. */
export interface Told {
  event: NoticeEvent;
  by: Someone;
}

/** What else decides how a room looks. */
export interface Eyes {
  me: Account;
  blocked: readonly Someone[];
  revealed: Readonly<Record<string, true>>;
}

/** The rows of a room: its log, then what waits in the outbox. */
export function rows(own: OwnRoom, outbox: readonly Pending[], eyes: Eyes): Row[] {
  const { me } = eyes;
  const made: Row[] = [];
  const messages = own.log?.messages ?? [];
  const stored = new Set<string>();
  const blocked = new Set(eyes.blocked.map(({ id }) => id));
  let day = -Infinity;
  let marked = own.unread === undefined;
  for (const message of messages) {
    if (message.userId === me.id) stored.add(message.id);
    // Whom one talks to directly, one has found; how the room came about is no news.
    if (own.room.kind === "direct" && isCreation(message)) continue;
    const at = timeOf(message);
    day = startDay(made, day, at);
    if (!marked && message.seq > own.unread!.after && !isQuiet(message, me)) {
      made.push({ kind: "unread", key: "unread", count: own.unread!.count });
      marked = true;
    }
    const said = saidOf(message);
    if (message.type === "system") tell(made, message);
    else if (message.deleted) fold(made, message.seq);
    else if (blocked.has(message.userId) && !eyes.revealed[said.key]) hide(made, said);
    else say(made, said);
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
    const { seq, userId, name, content } = message;
    said = { key: `${userId}/${message.id}`, seq, userId, name, content, at: timeOf(message) };
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

function tell(made: Row[], { seq, event, userId, name }: Message & { type: "system" }): void {
  const told = { event, by: { id: userId, name } };
  const before = made.at(-1);
  if (before?.kind !== "notice") {
    made.push({ kind: "notice", key: `notice/${seq}`, told: [told] });
    return;
  }
  const last = before.told.at(-1)!;
  const both = together(last.event, event);
  if (both) last.event = both;
  else before.told.push(told);
}

/** One sentence for people who did the same; those who did it twice are named once. */
function together(one: NoticeEvent, other: NoticeEvent): NoticeEvent | undefined {
  if (one.kind !== other.kind || (one.kind !== "joined" && one.kind !== "left")) return undefined;
  const known = new Set(one.people.map(({ id }) => id));
  const added = other.people.filter(({ id }) => !known.has(id));
  const twice = other.people.length - added.length;
  const people = [...one.people, ...added];
  return { kind: one.kind, people, count: one.count + other.count - twice };
}

function fold(made: Row[], seq: number): void {
  const before = made.at(-1);
  if (before?.kind === "gone") before.count++;
  else made.push({ kind: "gone", key: `gone/${seq}`, count: 1 });
}

function hide(made: Row[], { key }: Said): void {
  const before = made.at(-1);
  if (before?.kind === "hidden") before.keys.push(key);
  else made.push({ kind: "hidden", key: `hidden/${key}`, keys: [key] });
}

/** Adds a rule where a local day begins, and returns that day's first moment. */
function startDay(made: Row[], before: number, at: number): number {
  const day = midnight(at);
  if (day <= before) return before;
  made.push({ kind: "day", key: `day/${day}`, at: day });
  return day;
}

function isCreation(message: Message): boolean {
  return message.type === "system" && message.event.kind === "created";
}

/** Nothing that one would have to read: a notice, or one's own. */
function isQuiet(message: Message, me: Account): boolean {
  return message.type === "system" || message.userId === me.id;
}

function timeOf(message: Message): number {
  return Date.parse(message.timestamp);
}
