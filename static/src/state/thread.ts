import type { Message } from "../../../lib/protocol/model.ts";

/** The thread that is open beside its room. */
export interface Thread {
  room: string;
  /** The `seq` of the message that it is about. */
  root: number;
  /** That message; absent until it is loaded. */
  rootMessage: Message | undefined;
  /** The newest replies, by `seq`, without a hole. */
  messages: readonly Message[];
  /** Whether there are replies before the first of these. */
  hasOlder: boolean;
  /** Whether the newest page has been here. */
  loaded: boolean;
  pageStatus: "idle" | "loading" | "failed" | "missing";
  /** The highest `rev` of a change of a reply that is not held. */
  missedRev: number;
  /** Whether its newest reply is in sight; unknown until it is shown. */
  atNewest: boolean | undefined;
  /** Where reading had stopped when it was opened. */
  readBefore: number | undefined;
}

/** A part of a thread, complete up to `rev`. */
export interface ThreadPage {
  /** The `seq` that it was to end before; absent for the newest. */
  before?: number | undefined;
  root: Message;
  messages: readonly Message[];
  more: boolean;
  rev: number;
}

/** A thread of which nothing is loaded. */
export function openThread(room: string, root: number, after: number | undefined): Thread {
  return {
    room,
    root,
    rootMessage: undefined,
    messages: [],
    hasOlder: true,
    loaded: false,
    pageStatus: "idle",
    missedRev: 0,
    atNewest: undefined,
    readBefore: after,
  };
}

/** Adds what was heard of a room, as far as it is of the thread. */
export function applyThreadMessage(thread: Thread, changes: readonly Message[]): Thread {
  let { rootMessage: options, messages, missedRev } = thread;
  const first = thread.loaded ? messages[0]?.seq ?? 0 : 0;
  const inside: Message[] = [];
  for (const change of changes) {
    if (change.seq === thread.root) options = newer(options, change);
    if (change.thread !== thread.root) continue;
    if (change.seq >= first || !thread.hasOlder) inside.push(change);
    else missedRev = Math.max(missedRev, change.rev);
  }
  messages = union(messages, inside);
  const isSame = options === thread.rootMessage && messages === thread.messages &&
    missedRev === thread.missedRev;
  return isSame ? thread : { ...thread, rootMessage: options, messages, missedRev };
}

/** Adds a page. `undefined`: it is from before a change that was let go, and is to be asked for again. */
export function addThreadPage(thread: Thread, page: ThreadPage): Thread | undefined {
  if (page.rev < thread.missedRev) return undefined;
  const { before, root, more: hasOlder } = page;
  const first = page.messages[0]?.seq ?? before ?? 0;
  const options = newer(thread.rootMessage, root);
  const rest = { rootMessage: options, pageStatus: "idle" } as const satisfies Partial<Thread>;
  if (before === undefined && !thread.loaded) {
    // What was heard of replies before it would leave a hole.
    const isInside = ({ seq }: Message) => seq >= first || !hasOlder;
    const messages = union(thread.messages.filter(isInside), page.messages);
    const missed = thread.messages.filter((one) => !isInside(one))
      .reduce((most, { rev }) => Math.max(most, rev), thread.missedRev);
    return { ...thread, ...rest, messages, hasOlder, missedRev: missed, loaded: true };
  }
  const held = thread.messages[0]?.seq ?? 0;
  if (!thread.loaded || (before !== undefined && before < held)) return { ...thread, ...rest };
  const messages = union(thread.messages, page.messages);
  return { ...thread, ...rest, messages, hasOlder: first <= held ? hasOlder : thread.hasOlder };
}

function newer(known: Message | undefined, message: Message): Message {
  return known && known.rev >= message.rev ? known : message;
}

/** Both lists by `seq`, each message at its highest `rev`. */
function union(held: readonly Message[], added: readonly Message[]): readonly Message[] {
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  for (const message of added) bySeq.set(message.seq, newer(bySeq.get(message.seq), message));
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const isSame = all.length === held.length && all.every((one, at) => one === held[at]);
  return isSame ? held : all;
}
