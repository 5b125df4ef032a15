import type { Message } from "../../../lib/protocol/lines.ts";

/** What is held of a room's log: one stretch without a hole that ends with the newest message. */
export interface Log {
  /** By `seq`, each one more than the one before. */
  readonly messages: readonly Message[];
  /** Whether the room has messages before the first of these. */
  readonly more: boolean;
  /** The highest `rev` of a change that was let go because it lay outside of the stretch. */
  readonly missed: number;
}

/** A page of history, complete up to `rev`. */
export interface Page {
  /** The `seq` that it was to end before; absent for the newest. */
  before?: number | undefined;
  messages: readonly Message[];
  more: boolean;
  rev: number;
}

/** Starts again from the newest page of a room. */
export function reset(page: Page): Log {
  const messages = stretch(page.messages);
  return {
    messages,
    more: page.more || messages.length < page.messages.length,
    missed: page.rev,
  };
}

/**
 * Adds live lines or the changes of a resume, in any order and as often as they come. Changes to what
 * is not loaded are let go; where a hole would be left, only what is after it stays.
 */
export function update(log: Log, changes: readonly Message[]): Log {
  const first = log.messages[0]?.seq ?? 1;
  const last = log.messages.at(-1)?.seq ?? 0;
  const [next] = changes;
  if (next && changes.length === 1 && next.seq === last + 1) {
    return { ...log, messages: [...log.messages, next] };
  }
  const inside = changes.filter((message) => message.seq >= first);
  const missed = highest(log.missed, changes.filter((message) => message.seq < first));
  const messages = union(log.messages, inside);
  const cut = messages.length > 0 && messages[0]!.seq > first;
  if (cut) return { messages, more: true, missed: highest(missed, changes) };
  if (messages === log.messages && missed === log.missed) return log;
  return { ...log, messages, missed };
}

/**
 * Adds a page, older or newest. `undefined`: the page is from before a change that was let go, and is
 * to be asked for again.
 */
export function addPage(log: Log | undefined, page: Page): Log | undefined {
  if (!log) return { ...reset(page), missed: 0 };
  if (page.rev < log.missed) return undefined;
  const was = log.messages[0]?.seq ?? Infinity;
  if (page.messages.length === 0) return page.before === was ? { ...log, more: false } : log;
  const messages = union(log.messages, page.messages);
  const first = messages[0]!.seq;
  if (first === was) return { ...log, messages };
  return { messages, more: page.more, missed: first < was ? log.missed : page.rev };
}

/** Both lists by `seq`, each message at its highest `rev`, cut to the stretch that ends newest. */
function union(held: readonly Message[], added: readonly Message[]): readonly Message[] {
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  let changed = false;
  for (const message of added) {
    const known = bySeq.get(message.seq);
    if (known && known.rev >= message.rev) continue;
    bySeq.set(message.seq, message);
    changed = true;
  }
  return changed ? stretch([...bySeq.values()]) : held;
}

/** The longest run without a hole that ends with the newest. */
function stretch(messages: readonly Message[]): readonly Message[] {
  const sorted = [...messages].sort((a, b) => a.seq - b.seq);
  let start = sorted.length - 1;
  while (start > 0 && sorted[start]!.seq === sorted[start - 1]!.seq + 1) start--;
  return start > 0 ? sorted.slice(start) : sorted;
}

function highest(rev: number, messages: readonly Message[]): number {
  return messages.reduce((most, message) => Math.max(most, message.rev), rev);
}
