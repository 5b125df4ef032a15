import type { RoomRole } from "../../../lib/protocol/model.ts";
import { mergeNotices, noticeText } from "../../../lib/protocol/notices.ts";
import type {
  AppendResult,
  Entry,
  MemberChangeResult,
  MessageInput,
  MessageUpdates,
  ModerationRecord,
  NewMessage,
  NewNotice,
  ReadState,
} from "../../../lib/store/store.ts";
import { account } from "./fixtures.ts";
import { readStateOf } from "./model_reads.ts";
import type { WriteOperations } from "./model_steps.ts";
import {
  change,
  edit,
  pin,
  quoteOf,
  react,
  remove,
  type RoomModel,
  rootOf,
  summarize,
} from "./model_room.ts";

interface Room extends RoomModel {
  members: Map<string, RoomRole>;
  bans: Set<string>;
}

/** The log and the rooms of a store, as plainly as can be. */
export class Model implements WriteOperations {
  #rooms = new Map<string, Room>();
  /** By author and id: where it was said, and what at first. */
  #used = new Map<string, { room: string; seq: number; content: string }>();

  createRoom(
    { id }: Parameters<WriteOperations["createRoom"]>[0],
    members: { account: string; role: RoomRole }[],
    notice: NewNotice,
  ): { kind: "ok"; entries: Entry[] } | { kind: "taken" } {
    if (this.#rooms.has(id)) return { kind: "taken" };
    const roles = members.map(({ account, role }): [string, RoomRole] => [account, role]);
    const reads = roles.map(([account]): [string, number] => [account, 0]);
    const room: Room = {
      ...nothing(),
      members: new Map(roles),
      bans: new Set(),
      reads: new Map(reads),
    };
    const entries = [this.#appendNotice(room, notice)];
    this.#rooms.set(id, room);
    return { kind: "ok", entries };
  }

  updateRoom(id: string, _changes: unknown, act: ModerationRecord): MemberChangeResult {
    const room = this.#rooms.get(id);
    return room ? this.#done(room, act) : { kind: "absent" };
  }

  addMember(role: RoomRole, notice: NewNotice): MemberChangeResult {
    const room = this.#rooms.get(notice.room);
    if (!room) throw new Error("no room");
    const { author } = notice;
    if (room.bans.has(author) || room.members.has(author)) return { kind: "absent" };
    const { length } = room.log;
    return this.#done(room, { notice }, () => {
      room.members.set(author, role);
      room.reads.set(author, length);
    });
  }

  removeMember(
    id: string,
    account: string,
    act: ModerationRecord,
    ban = false,
  ): MemberChangeResult {
    const room = this.#rooms.get(id);
    if (!room) return { kind: "absent" };
    if (isLastOwner(room, account)) return { kind: "last_owner" };
    if (!room.members.has(account) && (!ban || room.bans.has(account))) return { kind: "absent" };
    return this.#done(room, act, () => {
      room.members.delete(account);
      room.reads.delete(account);
      if (ban) room.bans.add(account);
    });
  }

  liftBan(id: string, account: string, act: ModerationRecord): MemberChangeResult {
    const room = this.#rooms.get(id);
    if (!room?.bans.has(account)) return { kind: "absent" };
    return this.#done(room, act, () => room.bans.delete(account));
  }

  setMemberRole(
    id: string,
    account: string,
    role: RoomRole,
    act: ModerationRecord,
  ): MemberChangeResult {
    const room = this.#rooms.get(id);
    if (!room?.members.has(account)) return { kind: "absent" };
    if (room.members.get(account) === role) return { kind: "ok", entries: [] };
    if (isLastOwner(room, account)) return { kind: "last_owner" };
    return this.#done(room, act, () => room.members.set(account, role));
  }

  appendMessage(message: NewMessage): AppendResult {
    const used = this.#used.get(key(message));
    if (used) {
      const first = this.#rooms.get(used.room)?.log[used.seq - 1];
      const isSame = used.room === message.room && !first?.event &&
        (first?.deleted || used.content === message.content);
      if (!isSame || !first) return { kind: "conflict" };
      return { kind: "repeated", entry: first };
    }
    const room = this.#rooms.get(message.room);
    if (!room) return { kind: "no_room" };
    const { reply, thread, mentions = [], files: _, ...input } = message;
    const quote = quoteOf(room, reply);
    const root = rootOf(room, thread);
    const { seq, rev, at } = this.#append(room, {
      ...input,
      ...(quote ? { reply: quote.seq, quote } : {}),
      ...(root ? { thread: root } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
    });
    return {
      kind: "stored",
      seq,
      rev,
      at,
      ...(quote ? { quote } : {}),
      ...(root ? { also: [summarize(room, root)] } : {}),
    };
  }

  deleteMessage(of: string, seq: number): Entry[] {
    return remove(this.talk(of), seq);
  }

  editMessage(of: string, seq: number, to: Parameters<MessageUpdates["editMessage"]>[2]): Entry[] {
    return edit(this.talk(of), seq, to);
  }

  react(of: string, seq: number, reaction: Parameters<MessageUpdates["react"]>[2]) {
    return react(this.talk(of), seq, reaction);
  }

  pinMessage(of: string, seq: number, act: Parameters<MessageUpdates["pinMessage"]>[2]): Entry[] {
    return pin(this.talk(of), seq, act);
  }

  markRead(account: string, of: string, seq: number): ReadState {
    const talk = this.talk(of);
    const before = talk.reads.get(account);
    if (before !== undefined) {
      talk.reads.set(account, Math.max(before, Math.min(seq, talk.log.length)));
    }
    return readStateOf(talk, account);
  }

  /** What is said in a room, which may not be there. */
  talk(of: string): RoomModel {
    return this.#rooms.get(of) ?? nothing();
  }

  standing(of: string) {
    const room = this.#rooms.get(of);
    if (!room) return undefined;
    const members = Array.from(room.members, ([account, role]) => `${account} ${role}`).sort();
    return { seq: room.log.length, rev: room.rev, members, bans: [...room.bans].sort() };
  }

  #done(room: Room, { notice }: ModerationRecord, change = () => {}): MemberChangeResult {
    const entries = [this.#appendNotice(room, notice)];
    change();
    return { kind: "ok", entries };
  }

  #appendNotice(room: Room, notice: NewNotice): Entry {
    const last = room.log.at(-1);
    const event = last?.event && mergeNotices({ event: last.event, at: last.at }, notice);
    if (last && event) {
      const content = noticeText(event, last.name);
      return change(room, last.seq, { event, content, at: notice.at });
    }
    if (this.#used.has(key(notice))) throw new Error("used");
    const content = noticeText(notice.event, account(notice.author).name);
    return this.#append(room, { ...notice, content });
  }

  #append(room: Room, message: MessageInput & Pick<Entry, "quote">): Entry {
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

function nothing(): RoomModel {
  return { rev: 0, log: [], edits: new Map(), pins: [], reads: new Map() };
}
