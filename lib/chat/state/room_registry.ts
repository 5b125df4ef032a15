import type { RoomRole } from "../../protocol/model.ts";
import type { HiddenRoom, Named, Room as StoredRoom, RoomWithMembers } from "../../store/store.ts";

/** A room in memory: who is in it, and where its log stands as far as is known to be on disk. */
export interface Room extends StoredRoom {
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
export interface Known {
  rooms?: Iterable<RoomWithMembers>;
  blocks?: Iterable<{ account: string; other: string }>;
  hidden?: Iterable<HiddenRoom>;
}

/** Every room, role and block, in memory. The store is the truth; this follows what it has committed. */
export class Registry {
  #rooms = new Map<string, Room>();
  #byAccount = new Map<string, Set<Room>>();
  #people = new Map<string, Named>();
  #blocks = new Map<string, Set<string>>();

  constructor({ rooms = [], blocks = [], hidden = [] }: Known = {}) {
    for (const { members, bans, mutes, activeAt, ...room } of rooms) {
      this.add(room, bans, mutes).activeAt = activeAt;
      for (const { account: id, role, ...one } of members) {
        this.enter(room.id, { id, ...one }, role);
      }
    }
    for (const { account, other } of blocks) this.setBlock(account, other, true);
    for (const { account, room, seq } of hidden) this.get(room)?.hidden.set(account, seq);
  }

  get(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  add(
    room: StoredRoom,
    bans: readonly string[] = [],
    mutes: readonly { account: string; until: number }[] = [],
  ): Room {
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

  enter(id: string, person: Named, role: RoomRole): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    const account = person.id;
    room.members.set(account, role);
    this.#people.set(account, person);
    const rooms = this.#byAccount.get(account);
    if (rooms) rooms.add(room);
    else this.#byAccount.set(account, new Set([room]));
  }

  exit(id: string, account: string): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    room.members.delete(account);
    room.hidden.delete(account);
    const rooms = this.#byAccount.get(account);
    rooms?.delete(room);
    if (rooms?.size === 0) {
      this.#byAccount.delete(account);
      this.#people.delete(account);
    }
  }

  /** Follows the log of a room; commits may be learned of in any order. */
  advance(room: Room, { seq, rev, at }: { seq: number; rev: number; at: number }): void {
    if (seq > room.seq) room.activeAt = Math.max(room.activeAt, at);
    room.seq = Math.max(room.seq, seq);
    room.rev = Math.max(room.rev, rev);
  }

  /** Ends the hiding of a room from those after whose `seq` something was written, and returns their accounts. */
  takeReturned(room: Room): string[] {
    const returned = [...room.hidden].filter(([, seq]) => seq < room.seq).map(([id]) => id);
    for (const account of returned) room.hidden.delete(account);
    return returned;
  }

  /** The rooms that an account is a member of. */
  of(account: string): Iterable<Room> {
    return this.#byAccount.get(account) ?? [];
  }

  /** The rooms that an account may see: its own and the public ones. */
  *visibleTo(account: string): Iterable<Room> {
    for (const room of this.#rooms.values()) if (canSee(room, account)) yield room;
  }

  /** What someone is called who is a member of any room, and whether as a guest. */
  named(account: string): Named {
    return this.#people.get(account) ?? { id: account, name: "" };
  }

  /** Follows someone who is called otherwise, or is no guest any more. */
  rename(person: Named): void {
    if (this.#people.has(person.id)) this.#people.set(person.id, person);
  }

  setBlock(account: string, other: string, blocked: boolean): void {
    const blocks = this.#blocks.get(account) ?? new Set();
    if (blocked) blocks.add(other);
    else blocks.delete(other);
    this.#blocks.set(account, blocks);
  }

  /** Whether either of two has blocked the other. */
  areApart(one: string, other: string): boolean {
    return !!this.#blocks.get(one)?.has(other) || !!this.#blocks.get(other)?.has(one);
  }

  blocksOf(account: string): string[] {
    return [...this.#blocks.get(account) ?? []];
  }
}

/** Whether an account has hidden a room, and nothing was written since. */
export function isHidden(room: Room, account: string): boolean {
  return (room.hidden.get(account) ?? -1) >= room.seq;
}

/** Whether an account may know that a room exists. */
export function canSee(room: Room, account: string): boolean {
  if (room.members.has(account)) return true;
  return room.kind === "public" && !room.bans.has(account);
}
