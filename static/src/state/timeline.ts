import type { PendingMessage } from "../../../lib/client/types.ts";
import type { Account, Message, NoticeEvent } from "../../../lib/protocol/model.ts";
import { midnight } from "../i18n/format/time_format.ts";
import { shownMessages } from "./message_window.ts";
import type { PersonRef } from "./dialogs.ts";
import type { JoinedRoom } from "./state.ts";

/** Milliseconds within which messages of one author stand together; from the look of the timeline. */
const GROUP_WITHIN_MS = 5 * 60_000;

/** What a message has become since it was said, as the server tells it. */
type MessageExtras = Pick<
  Message,
  | "guest"
  | "editedAt"
  | "reply"
  | "replies"
  | "reactions"
  | "pinned"
  | "mentions"
  | "thread"
  | "deleted"
  | "files"
>;

/** A message as the timeline shows it. */
export interface TimelineMessage extends MessageExtras {
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
  pending?: PendingMessage;
}

/** What the timeline is made of, from the oldest to the newest. */
export type TimelineItem =
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string; count: number }
  | { kind: "notice"; key: string; seq: number; notices: NoticeLine[] }
  /** Messages that were taken back. */
  | { kind: "gone"; key: string; seq: number; count: number }
  /** Messages of those whom one has blocked. */
  | { kind: "hidden"; key: string; seq: number; keys: string[] }
  /** What is said in the thread of the message before. */
  | { kind: "replies"; key: string; root: Message }
  /** `head`: the first of its group, which shows who wrote it. */
  | { kind: "message"; key: string; message: TimelineMessage; isFirstOfGroup: boolean };

/** One sentence of a notice: what was done, by whom. */
export interface NoticeLine {
  event: NoticeEvent;
  by: PersonRef;
}

/** What else decides how a room looks. */
export interface Viewer {
  me: Account;
  blocked: readonly PersonRef[];
  revealed: Readonly<Record<string, true>>;
}

/** The rows of a room: what is shown of its log, then what waits in the outbox. */
export function timelineItems(
  own: JoinedRoom,
  outbox: readonly PendingMessage[],
  eyes: Viewer,
): readonly TimelineItem[] {
  const { made: created, ids } = builtFor(own, eyes);
  if (own.window?.detached) return created;
  const { id: room } = own.room;
  const waiting = outbox.filter((one) =>
    one.room === room && one.thread === undefined && !ids.has(one.id)
  );
  return withPending(created, waiting, eyes.me, shownMessages(own.window));
}

/** Rows, and after them one's own messages that the server does not have. */
export function withPending(
  created: readonly TimelineItem[],
  outbox: readonly PendingMessage[],
  { id, name, username }: Account,
  messages: readonly Message[],
): readonly TimelineItem[] {
  if (outbox.length === 0) return created;
  const all = [...created];
  let day = created.findLast((row) => row.kind === "day")?.at ?? -Infinity;
  for (const pending of outbox) {
    const { content, at, mentions, files } = pending;
    day = startDay(all, day, at);
    say(all, {
      key: `${id}/${pending.id}`,
      userId: id,
      name,
      ...(username === undefined && { guest: true }),
      content,
      ...(mentions && { mentions }),
      ...(files && { files }),
      at,
      pending,
      ...quoteOf(messages, pending.reply),
    });
  }
  return all;
}

/** The rows of messages. */
export function buildTimeline(
  messages: readonly Message[],
  unread: JoinedRoom["unread"],
  eyes: Viewer,
): readonly TimelineItem[] {
  const created: TimelineItem[] = [];
  const add = maker(created, begin(unread, messages), unread, eyes);
  for (const message of messages) add(message);
  return created;
}

/** Where making rows can go on when what comes after has changed. */
interface Mark {
  /** Messages that were looked at, the rows that they made, and the last of these as it was then. */
  messages: number;
  rows: number;
  last: TimelineItem | undefined;
  day: number;
  /** Whether the unread line is behind. */
  isPast: boolean;
}

interface Made {
  of: readonly unknown[];
  messages: readonly Message[];
  made: readonly TimelineItem[];
  /** One's own messages. */
  ids: Set<string>;
  marks: Mark[];
}

/** Messages between two marks. */
const CHECKPOINT_EVERY = 64;

let last: Made | undefined;

/** The rows of the log; a new line costs what is after the last mark, however long the log is. */
function builtFor(own: JoinedRoom, eyes: Viewer): Made {
  const messages = shownMessages(own.window);
  const { me, blocked, revealed } = eyes;
  const of = [own.room.id, own.room.kind, own.unread, me.id, blocked, revealed];
  const before = last?.of.every((one, at) => one === of[at]) ? last : undefined;
  if (before?.messages === messages) return before;
  const same = before ? commonStart(before.messages, messages) : 0;
  const marks = before?.marks.filter((mark) => mark.messages <= same) ?? [];
  const from = marks.at(-1) ?? begin(own.unread, messages);
  const created = before ? before.made.slice(0, from.rows) : [];
  if (from.last) created[from.rows - 1] = from.last;
  const ids = before?.ids ?? new Set<string>();
  const state = { ...from };
  const add = maker(created, state, own.unread, eyes);
  for (let at = from.messages; at < messages.length; at++) {
    if (at % CHECKPOINT_EVERY === 0 && at > from.messages) {
      marks.push({ ...state, messages: at, rows: created.length, last: created.at(-1) });
    }
    const message = messages[at]!;
    if (message.userId === me.id) ids.add(message.id);
    // What is said in a thread is read there. Whom one talks to directly, one has found; how the room
    // came about is no news.
    const isElsewhere = message.thread !== undefined;
    if (isElsewhere || (own.room.kind === "direct" && isCreation(message))) continue;
    add(message);
  }
  last = { of, messages, made: created, ids, marks };
  return last;
}

/** Adds rows to those that were made, one message after the other. */
function maker(
  created: TimelineItem[],
  state: Pick<Mark, "day" | "isPast">,
  unread: JoinedRoom["unread"],
  { me, blocked, revealed }: Viewer,
): (message: Message) => void {
  const hidden = new Set(blocked.map(({ id }) => id));
  return (message) => {
    state.day = startDay(created, state.day, timeOf(message));
    if (!state.isPast && message.seq > unread!.after && !isQuiet(message, me)) {
      created.push({ kind: "unread", key: "unread", count: unread!.count });
      state.isPast = true;
    }
    const shown = toTimelineMessage(message);
    if (message.type === "system") notify(created, message);
    else if (message.deleted) normalize(created, message);
    else if (hidden.has(message.userId) && !revealed[shown.key]) return hide(created, shown);
    else say(created, shown);
    if (!message.replies) return;
    created.push({ kind: "replies", key: `replies/${message.seq}`, root: message });
  };
}

/** Before the first message. A line is only drawn where it is sure that reading had stopped there. */
function begin(unread: JoinedRoom["unread"], [first]: readonly Message[]): Mark {
  const isPast = unread === undefined ||
    (first?.thread === undefined && (first?.seq ?? 0) > unread.after + 1);
  return { messages: 0, rows: 0, last: undefined, day: -Infinity, isPast };
}

/** How many messages two lists begin with together. */
function commonStart(one: readonly Message[], other: readonly Message[]): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

const remembered = new WeakMap<Message, TimelineMessage>();

/** A message of the log; the same object for the same message, so that views can tell. */
export function toTimelineMessage(message: Message): TimelineMessage {
  let shown = remembered.get(message);
  if (!shown) {
    const { id, room: _, rev: __, from: ___, timestamp: ____, type: _____, ...rest } = message;
    shown = { ...rest, key: `${message.userId}/${id}`, at: timeOf(message) };
    remembered.set(message, shown);
  }
  return shown;
}

/** The quote of a message that the server does not have yet. */
function quoteOf(
  messages: readonly Message[],
  reply: number | undefined,
): Pick<TimelineMessage, "reply"> {
  const answered = messages.find(({ seq }) => seq === reply);
  if (!answered) return {};
  const { seq, userId, name, guest, files } = answered;
  // As the server quotes it.
  const content = answered.content || (files?.[0]?.name ?? "");
  return { reply: { seq, userId, name, ...(guest && { guest }), content } };
}

function say(created: TimelineItem[], message: TimelineMessage): void {
  const end = created.at(-1);
  const before = end?.kind === "replies" ? created.at(-2) : end;
  const head = before?.kind !== "message" || before.message.userId !== message.userId ||
    before.message.name !== message.name || before.message.guest !== message.guest ||
    message.at - before.message.at > GROUP_WITHIN_MS;
  created.push({ kind: "message", key: message.key, message, isFirstOfGroup: head });
}

/** Rows are never changed, only replaced: marks, and what was drawn, remember them. */
function notify(
  created: TimelineItem[],
  { seq, event, userId, name, guest }: Message & { type: "system" },
): void {
  const notice = { event, by: { id: userId, name, ...(guest && { guest }) } };
  const before = created.at(-1);
  if (before?.kind !== "notice") {
    created.push({ kind: "notice", key: `notice/${seq}`, seq, notices: [notice] });
    return;
  }
  const last = before.notices.at(-1)!;
  const both = together(last.event, event);
  const next = both ? [...before.notices.slice(0, -1), { ...last, event: both }] : [
    ...before.notices,
    notice,
  ];
  created[created.length - 1] = { ...before, notices: next };
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

function normalize(created: TimelineItem[], { seq }: Message): void {
  const before = created.at(-1);
  if (before?.kind === "gone") created[created.length - 1] = { ...before, count: before.count + 1 };
  else created.push({ kind: "gone", key: `gone/${seq}`, seq, count: 1 });
}

function hide(created: TimelineItem[], { key, seq = 0 }: TimelineMessage): void {
  const before = created.at(-1);
  if (before?.kind === "hidden") {
    created[created.length - 1] = { ...before, keys: [...before.keys, key] };
  } else created.push({ kind: "hidden", key: `hidden/${key}`, seq, keys: [key] });
}

/** The row in which a message is shown. */
export function toTimelineItem(
  created: readonly TimelineItem[],
  seq: number,
): TimelineItem | undefined {
  return created.findLast((row) => seqOf(row) <= seq);
}

/** The first message of a row; infinite when it has none that the server knows. */
export function seqOf(row: TimelineItem): number {
  if (row.kind === "message") return row.message.seq ?? Infinity;
  return "seq" in row ? row.seq : Infinity;
}

/** Adds a rule where a local day begins, and returns that day's first moment. */
function startDay(created: TimelineItem[], before: number, at: number): number {
  const day = midnight(at);
  if (day <= before) return before;
  created.push({ kind: "day", key: `day/${day}`, at: day });
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
