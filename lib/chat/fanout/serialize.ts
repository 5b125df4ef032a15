import type { Account as Self, Line, Message } from "../../protocol/model.ts";
import { called, sayNotice } from "../../protocol/notices.ts";
import type { Account, Entry, Named, Quote } from "../../store/store.ts";

/** An entry of the log as it travels. */
export function lineOf(entry: Entry): Message {
  const line = {
    userId: entry.author,
    content: contentOf(entry),
    timestamp: iso(entry.at),
    room: entry.room,
    id: entry.id,
    seq: entry.seq,
    rev: entry.rev,
    name: entry.name,
    ...(entry.guest ? { guest: true } as const : {}),
    ...extrasOf(entry),
  };
  return entry.event
    ? { type: "system", ...line, event: entry.event }
    : { type: "message", ...line };
}

/** What it says; the words of a notice mark those who are guests now, which what is stored cannot know. */
function contentOf({ content, event, ...author }: Entry): string {
  if (!event || !(author.guest || event.people.some(({ guest }) => guest))) return content;
  const people = event.people.map((one) => ({ ...one, name: called(one) }));
  return sayNotice({ ...event, people }, called(author));
}

/** What most entries do not have, and then do not say. */
function extrasOf({ quote, replies, ...entry }: Entry) {
  const { files, editedAt, thread, reactions, pinned, mentions, deleted } = entry;
  return {
    ...(files?.length ? { files } : {}),
    ...(editedAt === undefined ? {} : { editedAt: iso(editedAt) }),
    ...(quote ? { reply: quoteOf(quote) } : {}),
    ...(thread === undefined ? {} : { thread }),
    ...(replies ? { replies: { ...replies, last: iso(replies.last) } } : {}),
    ...(reactions?.length ? { reactions } : {}),
    ...(pinned ? { pinned } : {}),
    ...(mentions?.length ? { mentions: [...mentions] } : {}),
    ...(deleted ? { deleted } : {}),
  };
}

function quoteOf({ author: userId, ...quote }: Quote) {
  return { userId, ...quote };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** An account as its owner sees it. */
export function selfOf({ id, name, role, username }: Account): Self {
  return { id, name, role, ...(username === undefined ? {} : { username }) };
}

/** An account as far as others are told of it beside what it does. */
export function namedOf({ id, name, username }: Pick<Account, "id" | "name" | "username">): Named {
  return { id, name, ...(username === undefined ? { guest: true } as const : {}) };
}

/** One line of a frame: JSON never holds a raw line break. */
export function write(line: Line): string {
  return JSON.stringify(line);
}
