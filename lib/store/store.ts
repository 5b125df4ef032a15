import type { NoticeEvent, RoomKind, RoomRole } from "../protocol/lines.ts";

/** Someone who can act. Times are milliseconds since 1970. */
export interface Account {
  id: string;
  name: string;
  createdAt: number;
}

/** A signed-in device. Only `hash`, the SHA-256 of its secret in hex, is ever stored. */
export interface Session {
  hash: string;
  account: string;
  createdAt: number;
  expiresAt: number;
}

/** A room's place in the world and where its two counters stand. */
export interface Room {
  id: string;
  name: string;
  kind: RoomKind;
  seq: number;
  rev: number;
  createdAt: number;
}

/** A room with everyone in it. */
export interface RoomWithMembers extends Room {
  members: { account: string; role: RoomRole }[];
}

/** What an author says, before it has a place. (author, id) is unique in the store. */
export interface NewMessage {
  room: string;
  author: string;
  id: string;
  content: string;
  at: number;
}

/** A notice, before it has a place. */
export interface NewNotice extends NewMessage {
  event: NoticeEvent;
}

/** One entry of a room's log. `name` is the author's name as it is now. */
export interface Entry extends NewMessage {
  seq: number;
  rev: number;
  name: string;
  /** Present on notices only. */
  event?: NoticeEvent;
}

/** The place that an entry took. */
export interface Place {
  seq: number;
  rev: number;
}

/**
 * What became of a message. `repeated`: the author had sent it before, and this is the first
 * result. `conflict`: the author has used the id for another room or content; nothing was stored.
 */
export type Appended =
  | ({ kind: "stored" | "repeated"; at: number } & Place)
  | { kind: "conflict" }
  | { kind: "no_room" };

export interface Page {
  /** By `seq`, rising. */
  entries: Entry[];
  /** Whether the room has messages before the first of these. */
  more: boolean;
  /** The room's `rev` when the page was read: the page is complete up to it. */
  rev: number;
}

/** Everything in a room that changed after a `rev`, as it is now, or that it is too much to send. */
export type Changes =
  /** By `rev`, rising, and complete up to the room's `rev` at the time of reading. */
  | { kind: "changes"; entries: Entry[]; rev: number }
  /** More than the limits allow: read the newest page instead. */
  | { kind: "too_far" };

/** How much one read may return; at least one entry is returned whatever its size. */
export interface Bounds {
  limit: number;
  /** UTF-8 bytes of content. */
  bytes: number;
}

/**
 * Where Parley keeps what must not be lost. Every method is one whole deed.
 *
 * - A write resolves after its transaction is on disk, and never before.
 * - Writes take effect in the order of the calls. Those that arrive while a transaction is being
 *   written share the next one; a write that fails does not take its neighbours with it.
 * - A read sees every write that resolved before it was called, and never waits behind one.
 * - `seq` and `rev` of a room rise by exactly one, in the transaction that stores what they count.
 * - Text comes back to the letter. What engines would change, lone surrogates and U+0000, is refused.
 * - A room that does not exist reads as an empty one.
 *
 * @throws StoreError from any method, when the storage itself fails or is closed.
 */
export interface Store {
  /** What is underneath, for the start-up line and the health check. */
  readonly about: { driver: string; location: string };

  /** Creates an account without credentials and its first session. */
  createGuest(account: Account, session: Session): Promise<void>;
  /** The account of a session that has not expired at `now`. */
  findSession(hash: string, now: number): Promise<Account | undefined>;
  /** Forgets a session; not an error when there is none. */
  endSession(hash: string): Promise<void>;

  /** Every room with its members. */
  listRooms(): Promise<RoomWithMembers[]>;
  /**
   * Creates a room whose first member is its owner, or one without members when there is no owner,
   * with a first notice if there is an owner to tell of. `false`: the id is taken.
   */
  createRoom(room: Omit<Room, "seq" | "rev">, first?: NewNotice): Promise<boolean>;
  /** Makes an account a member and tells the room. `undefined`: it was one already. */
  addMember(role: RoomRole, notice: NewNotice): Promise<Place | undefined>;
  /** Ends a membership and tells the room. `undefined`: there was none. */
  removeMember(notice: NewNotice): Promise<Place | undefined>;

  /** Adds a message to its room's log. */
  appendMessage(message: NewMessage): Promise<Appended>;
  /** The newest entries of a room, or the newest before a `seq`. */
  readPage(room: string, bounds: Bounds, before?: number): Promise<Page>;
  /** What changed in a room after `since`. */
  readChanges(room: string, bounds: Bounds, since: number): Promise<Changes>;

  /** Resolves when both the writer and the reader answer. */
  check(): Promise<void>;
  /** Finishes what was accepted, then closes. Later calls reject. */
  close(): Promise<void>;
}

/** The storage failed: the deed did not happen, or its result is not known. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(
    readonly code: "closed" | "failed" | "newer" | "foreign" | "driver" | "locked",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
