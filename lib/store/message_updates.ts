import type { Entry, PageBounds } from "./message.ts";

/** How far somebody has read a room, and what waits there; each count is at most 1,000. */
export interface ReadState {
  /** The highest `seq` that was read. */
  read: number;
  /** Messages of others beyond it, without notices, tombstones, threads, and those whom one blocked. */
  unread: number;
  /** Those that mention the account, by name or as `here`, also in threads that were not read so far. */
  mentions: number;
  /**
   * How much of the room the account wants to be told of. Until it says: `all` of a direct room, and
   * of any other its `mentions`.
   */
  level: NotificationLevel;
}

/** How much of a room somebody wants to be told of. */
export type NotificationLevel = "all" | "mentions" | "none";

/** What a message said before; `at` is when it was made to say it. */
export interface MessageVersion {
  /** Rises with every edit. */
  id: number;
  content: string;
  at: number;
}

/** A page of them, and whether there are later ones. */
export interface MessageVersionPage {
  edits: MessageVersion[];
  more: boolean;
}

/** What a message becomes after it was said. Every method returns the changed entries, by `rev`. */
export interface MessageUpdates {
  /**
   * Replaces what a message says and keeps what it said, the first version and the newest
   * `LIMITS.versions - 1`; its quotes follow. Empty: it says so already.
   */
  editMessage(
    room: string,
    seq: number,
    edit: { content: string; mentions: readonly string[]; at: number },
  ): Promise<Entry[]>;
  /** What a message said before, oldest first, after the version `after`; at least one, if there is one. */
  listEdits(
    room: string,
    seq: number,
    bounds: PageBounds,
    after?: number,
  ): Promise<MessageVersionPage>;
  /**
   * Adds somebody's reaction or takes it back. Empty: it is so already, or there is no such message.
   * `full`: the message has `most` different ones.
   */
  react(
    room: string,
    seq: number,
    reaction: { emoji: string; account: string; on: boolean; at: number; most: number },
  ): Promise<Entry[] | "full">;
  /** The emoji with which somebody reacted to a message, in the order of their use. */
  listOwnReactions(account: string, room: string, seq: number): Promise<string[]>;
  /** Pins a message or takes it off. Empty: it is so already, or there is no such message. */
  pinMessage(
    room: string,
    seq: number,
    pin: { on: boolean; by: string; at: number },
  ): Promise<Entry[]>;
  /** What is pinned in a room, the latest pin first. */
  listPins(room: string, limit: number): Promise<Entry[]>;

  /** The replies to a message, rising by `seq`: the newest, or the newest before a `seq`; complete up to `rev`. */
  readThread(
    room: string,
    root: number,
    bounds: PageBounds,
    before?: number,
  ): Promise<{ root: Entry | undefined; entries: Entry[]; more: boolean; rev: number }>;
  /** Half of the entries up to and including a `seq`, and half after it. */
  readAround(room: string, bounds: PageBounds, seq: number): Promise<StoredPage>;
  /** The entries after a `seq`. */
  readAfter(room: string, bounds: PageBounds, seq: number): Promise<StoredPage>;

  /** Keeps a message for somebody, or forgets it. `false`: there is no such message, or it is so already. */
  setBookmark(
    account: string,
    room: string,
    seq: number,
    saved: { on: boolean; at: number },
  ): Promise<boolean>;
  /** What somebody saved in these rooms, the latest first; `before` is the `n` of the last one seen. */
  listBookmarks(
    account: string,
    rooms: readonly string[],
    limit: number,
    before?: number,
  ): Promise<{ n: number; entry: Entry }[]>;
  /** The `seq` of every message of a room that somebody saved, rising. */
  bookmarkedSeqs(account: string, room: string): Promise<number[]>;

  /** Notes how far somebody has read a room or one of its threads; it never goes back. */
  markRead(account: string, room: string, seq: number, thread?: number): Promise<ReadState>;
  /**
   * How far somebody has read each of these rooms. Who comes into a room has read all that was said
   * before; who is not in it has read nothing, and nothing waits there.
   */
  readStates(account: string, rooms: readonly string[]): Promise<Map<string, ReadState>>;
  /** How far somebody has read threads of a room, by their roots. */
  threadReadMarkers(account: string, room: string): Promise<Map<number, number>>;
  /** The roots of threads of a room in which somebody says something, or is called by name. */
  listParticipatedThreads(account: string, room: string): Promise<number[]>;
  setNotificationLevel(account: string, room: string, level: NotificationLevel): Promise<void>;
}

/** A stretch of a log, rising by `seq`. */
export interface StoredPage {
  entries: Entry[];
  /** Whether there are entries before the first and after the last. */
  more: boolean;
  after: boolean;
  rev: number;
}
