import type { NoticeEvent, SentFile } from "../../../../protocol/model.ts";
import type { Entry, Named, Quote } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/** Whether an account is a guest: who was deleted has no user name either. */
export const GUEST = "accounts.username IS NULL AND NOT accounts.deleted AS guest";

/** The columns of an entry and its author's name, for `toEntries()`. */
export const ENTRY = `room, seq, rev, author, messages.id, content, event, messages.at,
  deleted_at AS deletedAt, edited_at AS editedAt, reply, quote, thread, replies, reactions, mentions, files,
  pinned_at AS pinnedAt, accounts.name, ${GUEST}`;

type Optional =
  | "reply"
  | "quote"
  | "thread"
  | "mentions"
  | "files"
  | "editedAt"
  | "replies"
  | "reactions"
  | "guest";

/** A row of an entry; what is text here and not in an entry is JSON. */
export interface EntryRow extends Omit<Entry, Optional | "pinned" | "event" | "deleted"> {
  event: string | null;
  deletedAt: number | null;
  editedAt: number | null;
  reply: number | null;
  quote: string | null;
  thread: number | null;
  replies: string | null;
  reactions: string | null;
  mentions: string | null;
  files: string | null;
  pinnedAt: number | null;
  guest: number;
}

/** What is kept of a quote; its place is that of the answer's `reply`. */
export type KeptQuote = Pick<Quote, "author" | "content">;

/** People are kept as accounts, since their names may change. */
export type KeptReplies = WithIds<NonNullable<Entry["replies"]>>;
export type KeptReaction = WithIds<NonNullable<Entry["reactions"]>[number]>;
type WithIds<T> = Omit<T, "people"> & { people: string[] };

/**
 * Entries as they are shown, with the names that people have now. A notice keeps the names of its time, and
 * marks those who are guests now.
 */
export function toEntries(db: Database, rows: EntryRow[]): Entry[] {
  const people = new Map<string, Named>();
  const named = (id: string) => people.get(id) ?? add(people, id);
  const entries = rows.map((row) => toEntry(row, named));
  if (people.size > 0) lookUpNames(db, people);
  for (const { quote, event } of entries) {
    if (quote) Object.assign(quote, shownOf(named(quote.author)));
    if (event) event.people = event.people.map(({ id, name }) => ({ ...named(id), name }));
  }
  return entries;
}

function toEntry(row: EntryRow, named: (id: string) => Named): Entry {
  const { room, seq, rev, author, id, content, at, name } = row;
  const entry: Entry = { room, seq, rev, author, id, content, at, name };
  const withNames = <T extends { people: string[] }>(kept: T) => {
    return { ...kept, people: kept.people.map(named) };
  };
  if (row.guest) entry.guest = true;
  if (row.event !== null) {
    entry.event = JSON.parse(row.event) as NoticeEvent;
    for (const { id } of entry.event.people) named(id);
  }
  if (row.deletedAt !== null) entry.deleted = true;
  if (row.editedAt !== null) entry.editedAt = row.editedAt;
  if (row.thread !== null) entry.thread = row.thread;
  if (row.mentions !== null) entry.mentions = JSON.parse(row.mentions) as string[];
  if (row.files !== null) entry.files = JSON.parse(row.files) as SentFile[];
  if (row.pinnedAt !== null) entry.pinned = true;
  if (row.reply !== null && row.quote !== null) {
    const { author, content } = JSON.parse(row.quote) as KeptQuote;
    entry.reply = row.reply;
    entry.quote = { seq: row.reply, author, name: "", content };
    named(author);
  }
  if (row.replies !== null) entry.replies = withNames(JSON.parse(row.replies) as KeptReplies);
  if (row.reactions !== null) {
    entry.reactions = (JSON.parse(row.reactions) as KeptReaction[]).map(withNames);
  }
  return entry;
}

function add(people: Map<string, Named>, id: string): Named {
  const one: Named = { id, name: "" };
  people.set(id, one);
  return one;
}

function shownOf({ id: _, ...shown }: Named): Omit<Named, "id"> {
  return shown;
}

function lookUpNames(db: Database, people: Map<string, Named>): void {
  const rows = db.prepare<Named & { guest: number }>(
    `SELECT id, name, ${GUEST} FROM accounts WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify([...people.keys()]));
  for (const { id, name, guest } of rows) {
    Object.assign(people.get(id)!, { name, ...(guest ? { guest: true } : {}) });
  }
}
