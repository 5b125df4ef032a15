import type { Room as RoomView, RoomKind, RoomRole } from "../protocol/lines.ts";
import type { RoomWithMembers } from "../store/store.ts";

/** A room in memory: who is in it, and where its log stands as far as is known to be on disk. */
export interface Room {
  id: string;
  name: string;
  kind: RoomKind;
  seq: number;
  rev: number;
  members: Map<string, RoomRole>;
}

/** Every room and role, in memory. The store is the truth; this follows what it has committed. */
export class Registry {
  #rooms = new Map<string, Room>();
  #byAccount = new Map<string, Set<Room>>();

  constructor(rooms: Iterable<RoomWithMembers> = []) {
    for (const { members, ...room } of rooms) {
      this.add({ ...room, members: new Map() });
      for (const { account, role } of members) this.enter(room.id, account, role);
    }
  }

  get(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  add(room: Room): void {
    this.#rooms.set(room.id, room);
  }

  enter(id: string, account: string, role: RoomRole): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    room.members.set(account, role);
    const rooms = this.#byAccount.get(account);
    if (rooms) rooms.add(room);
    else this.#byAccount.set(account, new Set([room]));
  }

  exit(id: string, account: string): void {
    const room = this.#rooms.get(id);
    if (!room) return;
    room.members.delete(account);
    const rooms = this.#byAccount.get(account);
    rooms?.delete(room);
    if (rooms?.size === 0) this.#byAccount.delete(account);
  }

  /** Follows the log of a room; commits may be learned of in any order. */
  advance(room: Room, place: { seq: number; rev: number }): void {
    room.seq = Math.max(room.seq, place.seq);
    room.rev = Math.max(room.rev, place.rev);
  }

  /** The rooms that an account is a member of. */
  of(account: string): Iterable<Room> {
    return this.#byAccount.get(account) ?? [];
  }

  /** The rooms that an account may see: its own and the public ones. */
  *visibleTo(account: string): Iterable<Room> {
    for (const room of this.#rooms.values()) if (canSee(room, account)) yield room;
  }
}

/** Whether an account may know that a room exists. */
export function canSee(room: Room, account: string): boolean {
  return room.kind === "public" || room.members.has(account);
}

/** A room as an account sees it. */
export function viewOf(room: Room, account: string): RoomView {
  const role = room.members.get(account);
  return {
    id: room.id,
    name: room.name,
    kind: room.kind,
    members: room.members.size,
    seq: room.seq,
    rev: room.rev,
    ...(role ? { role } : {}),
  };
}
