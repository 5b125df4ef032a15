import type { RoomRole } from "../../protocol/model.ts";
import type {
  HiddenRoom,
  PersonRef,
  StoredRoom,
  StoredRoomWithMembers,
} from "../../store/store.ts";

/** A room in memory: who is in it, and where its log stands as far as is known to be on disk. */
export interface LiveRoom extends StoredRoom {
  /** When something was last written in it, in milliseconds since 1970. */
  activeAt: number;
  members: Map<string, RoomRole>;
  bans: Set<string>;
  /** Until when members may not write, in milliseconds since 1970. */
  mutes: Map<string, number>;
  /** The accounts that have hidden it, and the `seq` up to which they have. */
  hidden: Map<string, number>;
}

/** What the registry begins with. */
export interface InitialRegistry {
  rooms?: Iterable<StoredRoomWithMembers>;
  blocks?: Iterable<{ account: string; other: string }>;
  hidden?: Iterable<HiddenRoom>;
}

/** Every room, role and block, in memory. The store is the truth; this follows what it has committed. */
export class RoomRegistry {
  #rooms = new Map<string, LiveRoom>();
  #roomsByAccount = new Map<string, Set<LiveRoom>>();
  #people = new Map<string, PersonRef>();
  #blocks = new Map<string, Set<string>>();

  constructor({ rooms = [], blocks = [], hidden = [] }: InitialRegistry = {}) {
    for (const { members, bans, mutes, activeAt, ...room } of rooms) {
      this.add(room, bans, mutes).activeAt = activeAt;
      for (const { account: id, role, ...person } of members) {
        this.addMember(room.id, { id, ...person }, role);
      }
    }
    for (const { account, other } of blocks) this.setBlock(account, other, true);
    for (const { account, room, seq } of hidden) this.get(room)?.hidden.set(account, seq);
  }

  get(id: string): LiveRoom | undefined {
    return this.#rooms.get(id);
  }

  add(
    room: StoredRoom,
    bans: readonly string[] = [],
    mutes: readonly { account: string; until: number }[] = [],
  ): LiveRoom {
    const added = {
      ...room,
      activeAt: room.createdAt,
      members: new Map(),
      bans: new Set(bans),
      mutes: new Map(mutes.map(({ account, until }) => [account, until])),
      hidden: new Map(),
    };
    this.#rooms.set(room.id, added);
    return added;
  }

  /** Forgets a room that was deleted and has no members any more. */
  remove(id: string): void {
    this.#rooms.delete(id);
  }

  addMember(id: string, person: PersonRef, role: RoomRole): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    const account = person.id;
    room.members.set(account, role);
    this.#people.set(account, person);
    const rooms = this.#roomsByAccount.get(account);
    if (rooms) rooms.add(room);
    else this.#roomsByAccount.set(account, new Set([room]));
  }

  removeMember(id: string, account: string): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    room.members.delete(account);
    room.hidden.delete(account);
    const rooms = this.#roomsByAccount.get(account);
    rooms?.delete(room);
    if (rooms?.size === 0) {
      this.#roomsByAccount.delete(account);
      this.#people.delete(account);
    }
  }

  /** Follows the log of a room; commits may be learned of in any order. */
  advance(room: LiveRoom, { seq, rev, at }: { seq: number; rev: number; at: number }): void {
    if (seq > room.seq) room.activeAt = Math.max(room.activeAt, at);
    room.seq = Math.max(room.seq, seq);
    room.rev = Math.max(room.rev, rev);
  }

  /** Ends the hiding of a room from those after whose `seq` something was written, and returns their accounts. */
  unhideActive(room: LiveRoom): string[] {
    const accounts = [...room.hidden].filter(([, seq]) => seq < room.seq).map(([id]) => id);
    for (const account of accounts) room.hidden.delete(account);
    return accounts;
  }

  /** The rooms that an account is a member of. */
  roomsOf(account: string): Iterable<LiveRoom> {
    return this.#roomsByAccount.get(account) ?? [];
  }

  /** The rooms that an account may see: its own and the public ones. */
  *visibleTo(account: string): Iterable<LiveRoom> {
    for (const room of this.#rooms.values()) if (canSee(room, account)) yield room;
  }

  /** What someone is called who is a member of any room, and whether as a guest. */
  personRef(account: string): PersonRef {
    return this.#people.get(account) ?? { id: account, name: "" };
  }

  /** Follows someone who is called otherwise, or is no guest any more. */
  updatePerson(person: PersonRef): void {
    if (this.#people.has(person.id)) this.#people.set(person.id, person);
  }

  setBlock(account: string, other: string, blocked: boolean): void {
    const blocks = this.#blocks.get(account) ?? new Set();
    if (blocked) blocks.add(other);
    else blocks.delete(other);
    this.#blocks.set(account, blocks);
  }

  /** Whether either of two has blocked the other. */
  isBlockedBetween(account: string, other: string): boolean {
    return !!this.#blocks.get(account)?.has(other) || !!this.#blocks.get(other)?.has(account);
  }

  blocksOf(account: string): string[] {
    return [...this.#blocks.get(account) ?? []];
  }
}

/** Whether an account has hidden a room, and nothing was written since. */
export function isHidden(room: LiveRoom, account: string): boolean {
  return (room.hidden.get(account) ?? -1) >= room.seq;
}

/** Whether an account may know that a room exists. */
export function canSee(room: LiveRoom, account: string): boolean {
  if (room.members.has(account)) return true;
  return room.kind === "public" && !room.bans.has(account);
}
