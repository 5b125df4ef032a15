import type { NoticeEvent, SentFile } from "../../../../protocol/model.ts";
import type { Entry, PersonRef, ReplyPreview } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/** Whether an account is a guest: who was deleted has no user name either. */
export const GUEST_COLUMN = "accounts.username IS NULL AND NOT accounts.deleted AS guest";

/** The columns of an entry and its author's name, for `toEntries()`. */
export const ENTRY_COLUMNS = `room, seq, rev, author, messages.id, content, event, messages.at,
  deleted_at AS deletedAt, edited_at AS editedAt, reply, quote, thread, replies, reactions, mentions, files,
  pinned_at AS pinnedAt, accounts.name, ${GUEST_COLUMN}`;

type OptionalField =
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
export interface EntryRow extends Omit<Entry, OptionalField | "pinned" | "event" | "deleted"> {
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
export type StoredReplyPreview = Pick<ReplyPreview, "author" | "content">;

/** People are kept as accounts, since their names may change. */
export type StoredReplies = WithIds<NonNullable<Entry["replies"]>>;
export type StoredReaction = WithIds<NonNullable<Entry["reactions"]>[number]>;
type WithIds<T> = Omit<T, "people"> & { people: string[] };

/**
 * Entries as they are shown, with the names that people have now. A notice keeps the names of its time, and
 * marks those who are guests now.
 */
export function toEntries(db: Database, rows: EntryRow[]): Entry[] {
  const people = new Map<string, PersonRef>();
  const personOf = (id: string) => people.get(id) ?? addPerson(people, id);
  const entries = rows.map((row) => toEntry(row, personOf));
  if (people.size > 0) fillNames(db, people);
  for (const { quote, event } of entries) {
    if (quote) Object.assign(quote, withoutId(personOf(quote.author)));
    if (event) event.people = event.people.map(({ id, name }) => ({ ...personOf(id), name }));
  }
  return entries;
}

function toEntry(row: EntryRow, personOf: (id: string) => PersonRef): Entry {
  const { room, seq, rev, author, id, content, at, name } = row;
  const entry: Entry = { room, seq, rev, author, id, content, at, name };
  const withNames = <T extends { people: string[] }>(stored: T) => {
    return { ...stored, people: stored.people.map(personOf) };
  };
  if (row.guest) entry.guest = true;
  if (row.event !== null) {
    entry.event = JSON.parse(row.event) as NoticeEvent;
    for (const { id } of entry.event.people) personOf(id);
  }
  if (row.deletedAt !== null) entry.deleted = true;
  if (row.editedAt !== null) entry.editedAt = row.editedAt;
  if (row.thread !== null) entry.thread = row.thread;
  if (row.mentions !== null) entry.mentions = JSON.parse(row.mentions) as string[];
  if (row.files !== null) entry.files = JSON.parse(row.files) as SentFile[];
  if (row.pinnedAt !== null) entry.pinned = true;
  if (row.reply !== null && row.quote !== null) {
    const { author, content } = JSON.parse(row.quote) as StoredReplyPreview;
    entry.reply = row.reply;
    entry.quote = { seq: row.reply, author, name: "", content };
    personOf(author);
  }
  if (row.replies !== null) entry.replies = withNames(JSON.parse(row.replies) as StoredReplies);
  if (row.reactions !== null) {
    entry.reactions = (JSON.parse(row.reactions) as StoredReaction[]).map(withNames);
  }
  return entry;
}

function addPerson(people: Map<string, PersonRef>, id: string): PersonRef {
  const person: PersonRef = { id, name: "" };
  people.set(id, person);
  return person;
}

function withoutId({ id: _, ...rest }: PersonRef): Omit<PersonRef, "id"> {
  return rest;
}

function fillNames(db: Database, people: Map<string, PersonRef>): void {
  const rows = db.prepare<PersonRef & { guest: number }>(
    `SELECT id, name, ${GUEST_COLUMN} FROM accounts WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify([...people.keys()]));
  for (const { id, name, guest } of rows) {
    Object.assign(people.get(id)!, { name, ...(guest ? { guest: true } : {}) });
  }
}
