import type { RoomKind, RoomRole } from "../protocol/model.ts";
import type { Account, AuditEntry } from "./account.ts";
import type { Entry, NewNotice } from "./message.ts";

/** A room's place in the world and where its two counters stand. Times are milliseconds since 1970. */
export interface StoredRoom {
  id: string;
  name: string;
  kind: RoomKind;
  topic: string;
  /** Archived rooms can be read and not written. */
  archived: boolean;
  /** Seconds that a member waits between two messages; 0 is no waiting. */
  slow: number;
  seq: number;
  rev: number;
  createdAt: number;
}

/** A room with everyone who is in it, may not come in, or may not write. */
export interface StoredRoomWithMembers extends StoredRoom {
  /** When its newest entry was written, or when it was created. */
  activeAt: number;
  members: { account: string; name: string; guest?: true; role: RoomRole }[];
  /** Accounts. */
  bans: string[];
  mutes: { account: string; until: number }[];
}

/** What may change about a room. */
export type StoredRoomChanges = {
  [K in "name" | "topic" | "archived" | "slow"]?: StoredRoom[K] | undefined;
};

/** What an act leaves behind, in the transaction that does it: a notice, and a line for admins. */
export interface ModerationRecord {
  notice: NewNotice;
  audit?: AuditEntry;
}

/** What became of an act on a member; `entries` are what the room is to be told, by `rev`. */
export type MemberChangeResult =
  | { kind: "ok"; entries: Entry[] }
  /** The account is not a member (or not banned, not muted). */
  | { kind: "absent" }
  /** The room would be left without an owner. */
  | { kind: "last_owner" };

/** A link into a room. Only `hash`, the SHA-256 of its code in hex, is stored. */
export interface Invite {
  id: string;
  hash: string;
  room: string;
  /** The account that made it. */
  by: string;
  createdAt: number;
  expiresAt: number;
  /** How many may come in by it, and how many did; no limit when absent. */
  uses?: number;
  used: number;
}

/** A room that an account does not want to see until something is written after `seq`. */
export interface HiddenRoom {
  account: string;
  room: string;
  seq: number;
}

export interface RoomStore {
  /** Every room. */
  listRooms(): Promise<StoredRoomWithMembers[]>;
  /** Creates a room with its first members. `taken`: the id is. */
  createRoom(
    room: Omit<StoredRoom, "seq" | "rev">,
    members: { account: string; role: RoomRole }[],
    notice?: NewNotice,
  ): Promise<{ kind: "ok"; entries: Entry[] } | { kind: "taken" }>;
  updateRoom(
    room: string,
    changes: StoredRoomChanges,
    record: ModerationRecord,
  ): Promise<MemberChangeResult>;
  /**
   * Deletes a room: nobody is in it, nothing more is written to it, and its id is taken for ever. `false`:
   * there is no such room.
   */
  deleteRoom(room: string, at: number, audit: AuditEntry): Promise<boolean>;
  /**
   * Removes the next messages of deleted rooms, `most` of them, with all that belongs to them. `false`:
   * nothing is left to remove; of the newest message of all, the empty row stays.
   */
  purgeRooms(limit: number): Promise<boolean>;
  /** Hides a room from a member until something more is written, and returns the room's `seq`. `undefined`: no member. */
  hideRoom(account: string, room: string): Promise<number | undefined>;
  /** Ends the hiding. */
  unhideRoom(account: string, room: string): Promise<void>;
  /** Every room that is hidden now. */
  listHiddenRooms(): Promise<HiddenRoom[]>;
  /** Makes the notice's author a member. `absent`: it was one already, is banned, or the room was deleted. */
  addMember(role: RoomRole, notice: NewNotice): Promise<MemberChangeResult>;
  /** Ends a membership; `ban` keeps the account out until it is lifted, member or not. */
  removeMember(
    room: string,
    account: string,
    record: ModerationRecord,
    ban?: boolean,
  ): Promise<MemberChangeResult>;
  liftBan(room: string, account: string, record: ModerationRecord): Promise<MemberChangeResult>;
  setMemberRole(
    room: string,
    account: string,
    role: RoomRole,
    record: ModerationRecord,
  ): Promise<MemberChangeResult>;
  /** Mutes a member until a time; 0 ends it. */
  muteMember(
    room: string,
    account: string,
    until: number,
    record: ModerationRecord,
  ): Promise<MemberChangeResult>;
  /** Members by name; `query` is the beginning of any word of a name, or of the user name. */
  listMembers(room: string, options: {
    query?: string;
    after?: { name: string; id: string };
    limit: number;
  }): Promise<(Account & { roomRole: RoomRole })[]>;
  /** Those who are banned from a room, by name. */
  listBans(room: string): Promise<Account[]>;

  createInvite(invite: Invite, audit: AuditEntry): Promise<void>;
  /** The invites of a room that can still be used, newest first. */
  listInvites(room: string, now: number): Promise<Invite[]>;
  /** `false`: the room has no such invite. */
  revokeInvite(room: string, id: string, audit: AuditEntry): Promise<boolean>;
  /** The invite behind a code's hash, while it can be used. */
  findInvite(hash: string, now: number): Promise<Invite | undefined>;
  /**
   * Brings the notice's author in. Uses are counted in the same transaction, so a single invite lets
   * one in, whatever the race. `member`: already in, and no use is counted.
   */
  useInvite(hash: string, now: number, notice: NewNotice): Promise<
    { kind: "ok"; room: string; entries: Entry[] } | { kind: "member"; room: string } | {
      kind: "invalid" | "banned";
    }
  >;
}
