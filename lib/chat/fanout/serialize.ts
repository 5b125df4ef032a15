import type { Account as Self, Message } from "../../protocol/model.ts";
import type { ServerEvent } from "../../protocol/server_events.ts";
import { nameWithGuestMark, noticeText } from "../../protocol/notices.ts";
import type { Account, Entry, PersonRef, ReplyPreview } from "../../store/store.ts";

/** An entry of the log as it travels. */
export function toMessage(entry: Entry): Message {
  const fields = {
    userId: entry.author,
    content: contentWithGuestMarks(entry),
    timestamp: toIsoTime(entry.at),
    room: entry.room,
    id: entry.id,
    seq: entry.seq,
    rev: entry.rev,
    name: entry.name,
    ...(entry.guest ? { guest: true } as const : {}),
    ...optionalFieldsOf(entry),
  };
  return entry.event
    ? { type: "system", ...fields, event: entry.event }
    : { type: "message", ...fields };
}

/** What it says; the words of a notice mark those who are guests now, which what is stored cannot know. */
function contentWithGuestMarks({ content, event, ...author }: Entry): string {
  if (!event || !(author.guest || event.people.some(({ guest }) => guest))) return content;
  const people = event.people.map((person) => ({ ...person, name: nameWithGuestMark(person) }));
  return noticeText({ ...event, people }, nameWithGuestMark(author));
}

/** What most entries do not have, and then do not say. */
function optionalFieldsOf({ quote, replies, ...entry }: Entry) {
  const { files, editedAt, thread, reactions, pinned, mentions, deleted } = entry;
  return {
    ...(files?.length ? { files } : {}),
    ...(editedAt === undefined ? {} : { editedAt: toIsoTime(editedAt) }),
    ...(quote ? { reply: toReplyPreview(quote) } : {}),
    ...(thread === undefined ? {} : { thread }),
    ...(replies ? { replies: { ...replies, last: toIsoTime(replies.last) } } : {}),
    ...(reactions?.length ? { reactions } : {}),
    ...(pinned ? { pinned } : {}),
    ...(mentions?.length ? { mentions: [...mentions] } : {}),
    ...(deleted ? { deleted } : {}),
  };
}

function toReplyPreview({ author: userId, ...quote }: ReplyPreview) {
  return { userId, ...quote };
}

function toIsoTime(at: number): string {
  return new Date(at).toISOString();
}

/** An account as its owner sees it. */
export function toOwnAccount({ id, name, role, username }: Account): Self {
  return { id, name, role, ...(username === undefined ? {} : { username }) };
}

/** An account as far as others are told of it beside what it does. */
export function toPersonRef(
  { id, name, username }: Pick<Account, "id" | "name" | "username">,
): PersonRef {
  return { id, name, ...(username === undefined ? { guest: true } as const : {}) };
}

/** One line of a frame: JSON never holds a raw line break. */
export function encodeEvent(event: ServerEvent): string {
  return JSON.stringify(event);
}
