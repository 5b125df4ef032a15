import type { Frames } from "../../protocol/client_commands.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Account, Level } from "../../store/store.ts";
import { type Deps, tellOwn } from "../state/broadcast.ts";
import type { Listener } from "../fanout/hub.ts";
import { lineOf } from "../fanout/serialize.ts";
import type { Room } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";

/** What somebody has read, saved, and wants to be told of: their own affair, the same on all their devices. */
export class Reading {
  constructor(private readonly deps: Deps & { rooms: Rooms }) {}

  /** Notes how far a room, or a thread of it, was read, and tells the account's other connections of it. */
  async read(account: Account, from: Listener, frame: Frames["read"]): Promise<{ seq?: number }> {
    const room = this.#own(account, frame.room);
    const { seq, thread } = frame;
    const { read, unread, mentions } = await this.deps.store
      .markRead(account.id, room.id, seq, thread);
    const about = thread === undefined ? { seq: read } : { seq, thread };
    const line = { type: "read", room: room.id, ...about, unread, mentions } as const;
    tellOwn(this.deps, account.id, line, from);
    return thread === undefined ? { seq: read } : {};
  }

  /** How far the threads of a room were read, by their roots, and in which one takes part. */
  async threads(
    account: Account,
    room: string,
  ): Promise<{ read: Record<string, number>; follows: number[] }> {
    const { id } = this.#own(account, room);
    const { store } = this.deps;
    const [read, follows] = await Promise.all([
      store.threadReads(account.id, id),
      store.threadsWith(account.id, id),
    ]);
    return { read: Object.fromEntries(read), follows };
  }

  /** Keeps a message for oneself, or forgets it. */
  async save(account: Account, room: string, seq: number, on: boolean): Promise<void> {
    const { id } = this.deps.rooms.visible(account, room);
    const at = this.deps.now();
    const isChanged = await this.deps.store.setSaved(account.id, id, seq, { on, at });
    if (isChanged) tellOwn(this.deps, account.id, { type: "saved", room: id, seq, on });
    else if (on && !await this.deps.store.findEntry(id, seq)) {
      throw new Refused("no_message");
    }
  }

  /** What one saved in rooms that one may still read, the latest first. */
  async saved(
    account: Account,
    before?: number,
  ): Promise<{ messages: Message[]; next?: number }> {
    const rooms = Array.from(this.deps.registry.visibleTo(account.id), ({ id }) => id);
    const limit = LIMITS.defaultPage;
    const found = await this.deps.store.listSaved(account.id, rooms, limit, before);
    const last = found.at(-1);
    return {
      messages: found.map(({ entry }) => lineOf(entry)),
      ...(last && found.length === limit ? { next: last.n } : {}),
    };
  }

  /** Which messages of a room one saved, by `seq`. */
  async savedIn(account: Account, room: string): Promise<number[]> {
    const { id } = this.deps.rooms.visible(account, room);
    return await this.deps.store.savedIn(account.id, id);
  }

  /** Says how much of a room one wants to be told of. */
  async setLevel(account: Account, id: string, level: Level): Promise<void> {
    const room = this.#own(account, id);
    await this.deps.store.setLevel(account.id, id, level);
    await this.deps.rooms.announce(room, account.id);
  }

  #own(account: Account, id: string): Room {
    const room = this.deps.rooms.visible(account, id);
    if (!room.members.has(account.id)) throw new Refused("not_joined", { params: { room: id } });
    return room;
  }
}
