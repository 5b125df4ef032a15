import type { NoticeEvent, SentFile } from "../protocol/model.ts";
import type { AuditEntry } from "./account.ts";

/** What an author says. (author, id) is unique in the store. */
export interface MessageInput {
  room: string;
  author: string;
  id: string;
  content: string;
  at: number;
  /** The `seq` of the message that it answers. */
  reply?: number;
  /** The `seq` of the message whose thread it belongs to. */
  thread?: number;
  /** Accounts, or `here`. */
  mentions?: readonly string[];
}

/** A message, before it has a place. */
export interface NewMessage extends MessageInput {
  /** Files of the author's, by their ids. */
  files?: readonly string[];
}

/** A notice, before it has a place. Its words are made of its event. */
export interface NewNotice {
  room: string;
  author: string;
  id: string;
  at: number;
  event: NoticeEvent;
}

/** One entry of a room's log. `name` is the author's name as it is now. */
export interface Entry extends MessageInput {
  seq: number;
  rev: number;
  name: string;
  /** Whether the author is a guest now. */
  guest?: true;
  /** What `reply` names, cut to 160 characters; empty when it is gone. */
  quote?: ReplyPreview;
  editedAt?: number;
  files?: SentFile[];
  /**
   * What is said in its own thread: how much, when last and at which `seq` (which old rows lack), and by
   * whom of late (at most 3).
   */
  replies?: { count: number; last: number; seq?: number; people: PersonRef[] };
  /** In the order of their first use, each with the first 50 people. */
  reactions?: { emoji: string; count: number; people: PersonRef[] }[];
  pinned?: true;
  /** Present on notices only. */
  event?: NoticeEvent;
  /** A tombstone: its content is gone. */
  deleted?: true;
}

export interface PersonRef {
  id: string;
  name: string;
  /** Whether they have no credentials now; a deleted account is no guest. */
  guest?: true;
}

/** Another message, as far as it is quoted. */
export interface ReplyPreview {
  seq: number;
  author: string;
  name: string;
  guest?: true;
  content: string;
}

/** The place that an entry took. */
export interface LogPosition {
  seq: number;
  rev: number;
}

/**
 * What became of a message; what it answers or continues must be in the room, or is left out. `repeated`:
 * the author had sent it before, and this is the entry as it is now. `conflict`: the author has used the
 * id for another room, or first for other content or files; `no_file`: one of the files is not there, not
 * complete, not the author's, or another message's. Either way nothing was stored.
 */
export type AppendResult =
  | ({ kind: "stored"; at: number; quote?: ReplyPreview; files?: SentFile[] } & LogPosition & {
    /** What else changed with it: the root of its thread. */
    also?: Entry[];
  })
  | { kind: "repeated"; entry: Entry }
  | { kind: "conflict" }
  | { kind: "no_file" }
  | { kind: "no_room" };

export interface StoredMessagePage {
  /** By `seq`, rising. */
  entries: Entry[];
  /** Whether the room has messages before the first of these. */
  more: boolean;
  /** The room's `rev` when the page was read: the page is complete up to it. */
  rev: number;
}

/** Everything in a room that changed after a `rev`, as it is now, or that it is too much to send. */
export type RoomChangesPage =
  /** By `rev`, rising, and complete up to the room's `rev` at the time of reading. */
  | { kind: "changes"; entries: Entry[]; rev: number }
  /** More than the limits allow: read the newest page instead. */
  | { kind: "too_far" };

/** How much one read may return; at least one entry is returned whatever its size. */
export interface PageBounds {
  limit: number;
  /** UTF-8 bytes of content. */
  bytes: number;
}

export interface MessageLog {
  /**
   * Adds a message to its room's log, and gives it its files, in one transaction. What a tombstone said
   * is not kept: whatever is sent with its id and room is `repeated`, and not stored anew.
   */
  appendMessage(message: NewMessage): Promise<AppendResult>;
  /** The entry at a place. */
  findEntry(room: string, seq: number): Promise<Entry | undefined>;
  /**
   * Makes a message a tombstone with a new `rev`, forgets its files, and tells the room of it when there is a notice.
   * Empty: there is no such message, or it is a tombstone or a notice.
   */
  deleteMessage(room: string, seq: number, at: number, record?: {
    notice: NewNotice;
    audit: AuditEntry;
  }): Promise<Entry[]>;
  /** The newest entries of a room, or the newest before a `seq`. */
  readPage(room: string, bounds: PageBounds, before?: number): Promise<StoredMessagePage>;
  /** What changed in a room after `since`. */
  readChanges(room: string, bounds: PageBounds, since: number): Promise<RoomChangesPage>;
}
