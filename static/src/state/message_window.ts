import type { Message } from "../../../lib/protocol/model.ts";

/**
 * What is held of a room's log: a stretch without a hole that ends with the newest message and, while
 * one looks at something further back, the one that is shown instead. Both by `seq`, each one more
 * than the one before.
 */
export interface MessageWindow {
  readonly messages: readonly Message[];
  /** Whether the room has messages before the first of these. */
  readonly hasOlder: boolean;
  /** Ends before `messages` begin, with a hole between. */
  readonly detached?: readonly Message[] | undefined;
  /** The highest `rev` of a change of what is not held. */
  readonly missedRev: number;
}

/** A part of a log, complete up to `rev`. */
export interface WindowPage {
  /** The `seq` that it was asked for as what one wants to look at. */
  around?: number | undefined;
  messages: readonly Message[];
  rev: number;
}

/** Messages that are kept on both sides of what is looked at, and of the newest beyond it. */
const NEAR_MESSAGES = 500;
const NEWEST_KEPT_MESSAGES = 100;
/** Messages from which on those further away are let go. */
export const WINDOW_MAX_MESSAGES = 4 * NEAR_MESSAGES;

/** Starts again from the newest page of a room. */
export function resetWindow(page: WindowPage): MessageWindow {
  const [messages = []] = runs(page.messages).slice(-1);
  return { messages, hasOlder: isLater(messages), missedRev: page.rev };
}

/** What is shown of a log. */
export function shownMessages(log: MessageWindow | undefined): readonly Message[] {
  return log?.detached ?? log?.messages ?? NO_MESSAGES;
}
const NO_MESSAGES: readonly Message[] = [];

/** Whether there is more before what is shown. */
export function hasOlder(log: MessageWindow | undefined): boolean {
  return isLater(shownMessages(log));
}

/** The message at a place, if it is shown. */
export function shownAt(log: MessageWindow | undefined, seq: number): Message | undefined {
  const shown = shownMessages(log);
  return shown[seq - (shown[0]?.seq ?? 0)];
}

/**
 * Adds live lines or the changes of a resume, in any order and as often as they come. Changes to what
 * is not held are let go; where a hole would be left in the newest, only what is after it stays.
 */
export function updateWindow(log: MessageWindow, changes: readonly Message[]): MessageWindow {
  const [change] = changes;
  if (!change) return log;
  if (changes.length === 1) {
    const { messages, detached } = log;
    if (change.seq === (messages.at(-1)?.seq ?? 0) + 1) {
      return { ...log, messages: [...messages, change] };
    }
    const inNewest = replaced(messages, change);
    if (inNewest) return inNewest === messages ? log : { ...log, messages: inNewest };
    const inAway = detached && replaced(detached, change);
    if (inAway) return inAway === detached ? log : { ...log, detached: inAway };
  }
  const { messages, detached: away = NO_MESSAGES } = log;
  const first = messages[0]?.seq ?? 1;
  const inside = changes.filter(({ seq }) => seq >= first || holds(away, seq));
  return joined(log, inside, away[0]?.seq, changes);
}

/** Adds a page. `undefined`: it is from before a change that was let go, and is to be asked for again. */
export function addWindowPage(
  log: MessageWindow | undefined,
  page: WindowPage,
): MessageWindow | undefined {
  if (!log) return { ...resetWindow(page), missedRev: 0 };
  if (page.rev < log.missedRev) return undefined;
  if (page.messages.length === 0) return log;
  const place = page.around === undefined ? log.detached?.[0]?.seq : page.messages[0]!.seq;
  return joined(log, page.messages, place, NO_MESSAGES);
}

/** Goes back to the newest. */
export function toNewest(log: MessageWindow): MessageWindow {
  return log.detached ? without(log, { messages: log.messages }) : log;
}

/** Lets go of what is far from the message that is looked at. */
export function trimWindow(log: MessageWindow, seq: number): MessageWindow {
  const shown = shownMessages(log);
  const at = seq - (shown[0]?.seq ?? 0);
  const near = shown.slice(Math.max(0, at - NEAR_MESSAGES), Math.max(0, at) + NEAR_MESSAGES);
  if (near.length === 0) return log;
  if (log.detached) return without(log, { messages: log.messages, detached: near });
  const newest = shown.slice(-NEWEST_KEPT_MESSAGES);
  const isApart = near.at(-1)!.seq + 1 < newest[0]!.seq;
  return without(
    log,
    isApart
      ? { messages: newest, detached: near }
      : { messages: shown.slice(near[0]!.seq - shown[0]!.seq) },
  );
}

/** Lets go of all but the last messages. */
export function keepNewest(log: MessageWindow, count: number): MessageWindow {
  if (log.messages.length <= count && !log.detached) return log;
  return without(log, { messages: log.messages.slice(-count) });
}

/** Everything held with what is added, as the newest stretch and the one that has a place in it. */
function joined(
  log: MessageWindow,
  added: readonly Message[],
  place: number | undefined,
  received: readonly Message[],
): MessageWindow {
  const bySeq = new Map<number, Message>();
  for (const list of [log.detached ?? NO_MESSAGES, log.messages, added]) {
    for (const message of list) {
      const known = bySeq.get(message.seq);
      if (!known || known.rev < message.rev) bySeq.set(message.seq, message);
    }
  }
  const all = runs([...bySeq.values()]);
  const messages = all.at(-1) ?? NO_MESSAGES;
  const away = place === undefined
    ? undefined
    : all.slice(0, -1).find((run) => run[0]!.seq <= place && place <= run.at(-1)!.seq);
  return without(log, { messages, detached: away }, received);
}

/** The parts that stay of a log; of what is gone, nothing older may come back. */
function without(
  log: MessageWindow,
  stored: Pick<MessageWindow, "messages" | "detached">,
  received: readonly Message[] = NO_MESSAGES,
): MessageWindow {
  const messages = same(log.messages, stored.messages);
  const away = stored.detached && same(log.detached ?? NO_MESSAGES, stored.detached);
  let { missedRev } = log;
  for (const list of [log.messages, log.detached ?? NO_MESSAGES, received]) {
    for (const { seq, rev } of list) {
      if (rev > missedRev && !holds(messages, seq) && !holds(away ?? NO_MESSAGES, seq)) {
        missedRev = rev;
      }
    }
  }
  if (messages === log.messages && away === log.detached && missedRev === log.missedRev) return log;
  return { messages, hasOlder: isLater(messages), detached: away, missedRev };
}

function holds(list: readonly Message[], seq: number): boolean {
  return list.length > 0 && seq >= list[0]!.seq && seq <= list.at(-1)!.seq;
}

/** The list that was there before, when nothing about it is new. */
function same(before: readonly Message[], next: readonly Message[]): readonly Message[] {
  const isSame = before.length === next.length && next.every((one, at) => one === before[at]);
  return isSame ? before : next;
}

/** A stretch with a newer message in its place; `undefined` when it has no such place. */
function replaced(list: readonly Message[], message: Message): readonly Message[] | undefined {
  if (!holds(list, message.seq)) return undefined;
  const at = message.seq - list[0]!.seq;
  return list[at]!.rev >= message.rev ? list : list.with(at, message);
}

/** Stretches without a hole, from the oldest to the newest. */
function runs(messages: readonly Message[]): Message[][] {
  const found: Message[][] = [];
  for (const message of [...messages].sort((a, b) => a.seq - b.seq)) {
    const run = found.at(-1);
    if (run && run.at(-1)!.seq + 1 === message.seq) run.push(message);
    else found.push([message]);
  }
  return found;
}

/** A log has no gap, so that what does not begin with 1 has more before it. */
function isLater(messages: readonly Message[]): boolean {
  return (messages[0]?.seq ?? 1) > 1;
}
