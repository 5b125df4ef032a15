import type { RoomRole } from "../../../lib/protocol/lines.ts";
import { foldNotices, sayNotice } from "../../../lib/protocol/notices.ts";
import type {
  Act,
  Acted,
  Appended,
  Bounds,
  Changes,
  Entry,
  NewMessage,
  NewNotice,
  Page,
} from "../../../lib/store/store.ts";
import { account } from "./fixtures.ts";
import type { Writes } from "./model_steps.ts";

interface Room {
  rev: number;
  log: Entry[];
  members: Map<string, RoomRole>;
  bans: Set<string>;
}

/** The log and the rooms of a store, as plainly as can be. */
export class Model implements Writes {
  #rooms = new Map<string, Room>();
  /** By author and id: where it was said, and what at first. */
  #used = new Map<string, { room: string; seq: number; content: string }>();

  createRoom(
    { id }: Parameters<Writes["createRoom"]>[0],
    members: { account: string; role: RoomRole }[],
    notice: NewNotice,
  ): { kind: "ok"; entries: Entry[] } | { kind: "taken" } {
    if (this.#rooms.has(id)) return { kind: "taken" };
    const roles = members.map(({ account, role }): [string, RoomRole] => [account, role]);
    const room: Room = { rev: 0, log: [], members: new Map(roles), bans: new Set() };
    const entries = [this.#tell(room, notice)];
    this.#rooms.set(id, room);
    return { kind: "ok", entries };
  }

  updateRoom(id: string, _changes: unknown, act: Act): Acted {
    const room = this.#rooms.get(id);
    return room ? this.#done(room, act) : { kind: "absent" };
  }

  addMember(role: RoomRole, notice: NewNotice): Acted {
    const room = this.#rooms.get(notice.room);
    if (!room) throw new Error("no room");
    const { author } = notice;
    if (room.bans.has(author) || room.members.has(author)) return { kind: "absent" };
    return this.#done(room, { notice }, () => room.members.set(author, role));
  }

  removeMember(id: string, account: string, act: Act, ban = false): Acted {
    const room = this.#rooms.get(id);
    if (!room) return { kind: "absent" };
    if (isLastOwner(room, account)) return { kind: "last_owner" };
    if (!room.members.has(account) && (!ban || room.bans.has(account))) return { kind: "absent" };
    return this.#done(room, act, () => {
      room.members.delete(account);
      if (ban) room.bans.add(account);
    });
  }

  liftBan(id: string, account: string, act: Act): Acted {
    const room = this.#rooms.get(id);
    if (!room?.bans.has(account)) return { kind: "absent" };
    return this.#done(room, act, () => room.bans.delete(account));
  }

  setMemberRole(id: string, account: string, role: RoomRole, act: Act): Acted {
    const room = this.#rooms.get(id);
    if (!room?.members.has(account)) return { kind: "absent" };
    if (room.members.get(account) === role) return { kind: "ok", entries: [] };
    if (isLastOwner(room, account)) return { kind: "last_owner" };
    return this.#done(room, act, () => room.members.set(account, role));
  }

  appendMessage(message: NewMessage): Appended {
    const used = this.#used.get(key(message));
    if (used) {
      const first = this.#rooms.get(used.room)?.log[used.seq - 1];
      const isSame = used.room === message.room && !first?.event &&
        (first?.deleted || used.content === message.content);
      return isSame && first
        ? { kind: "repeated", seq: first.seq, rev: first.rev, at: first.at }
        : { kind: "conflict" };
    }
    const room = this.#rooms.get(message.room);
    if (!room) return { kind: "no_room" };
    const { seq, rev, at } = this.#append(room, message);
    return { kind: "stored", seq, rev, at };
  }

  deleteMessage(id: string, seq: number): Entry[] {
    const room = this.#rooms.get(id);
    const entry = room?.log[seq - 1];
    if (!room || !entry || entry.event || entry.deleted) return [];
    return [room.log[seq - 1] = { ...entry, content: "", deleted: true, rev: ++room.rev }];
  }

  readPage(of: string, bounds: Bounds, before = Infinity): Page {
    const { log, rev } = this.#rooms.get(of) ?? { log: [], rev: 0 };
    const older = log.filter(({ seq }) => seq < before);
    const entries = fitting(older.toReversed(), bounds).reverse();
    return { entries, more: entries.length < older.length, rev };
  }

  readChanges(of: string, bounds: Bounds, since: number): Changes {
    const { log, rev } = this.#rooms.get(of) ?? { log: [], rev: 0 };
    const changed = log.filter((entry) => entry.rev > since).sort((a, b) => a.rev - b.rev);
    const entries = fitting(changed, bounds);
    return entries.length < changed.length
      ? { kind: "too_far" }
      : { kind: "changes", entries, rev };
  }

  standing(of: string) {
    const room = this.#rooms.get(of);
    if (!room) return undefined;
    const members = Array.from(room.members, ([account, role]) => `${account} ${role}`).sort();
    return { seq: room.log.length, rev: room.rev, members, bans: [...room.bans].sort() };
  }

  #done(room: Room, { notice }: Act, change = () => {}): Acted {
    const entries = [this.#tell(room, notice)];
    change();
    return { kind: "ok", entries };
  }

  #tell(room: Room, notice: NewNotice): Entry {
    const last = room.log.at(-1);
    const event = last?.event && foldNotices({ event: last.event, at: last.at }, notice);
    if (last && event) {
      const content = sayNotice(event, last.name);
      return room.log[last.seq - 1] = { ...last, event, content, at: notice.at, rev: ++room.rev };
    }
    if (this.#used.has(key(notice))) throw new Error("used");
    const content = sayNotice(notice.event, account(notice.author).name);
    return this.#append(room, { ...notice, content });
  }

  #append(room: Room, message: NewMessage): Entry {
    const seq = room.log.length + 1;
    const entry = { ...message, seq, rev: ++room.rev, name: account(message.author).name };
    room.log.push(entry);
    this.#used.set(key(message), { room: message.room, seq, content: message.content });
    return entry;
  }
}

function isLastOwner({ members }: Room, account: string): boolean {
  const owners = [...members].filter(([, role]) => role === "owner");
  return owners.length === 1 && owners[0]![0] === account;
}

function key({ author, id }: { author: string; id: string }): string {
  return `${author} ${id}`;
}

function fitting(entries: Entry[], { limit, bytes }: Bounds): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries.slice(0, limit)) {
    bytes -= new TextEncoder().encode(entry.content).length;
    if (bytes < 0 && taken.length > 0) break;
    taken.push(entry);
  }
  return taken;
}
