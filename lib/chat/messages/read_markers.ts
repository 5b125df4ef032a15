import type { ClientCommands } from "../../protocol/client_commands.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Account, NotificationLevel } from "../../store/store.ts";
import { type ChatContext, sendToAccount } from "../state/broadcast.ts";
import type { Subscriber } from "../fanout/hub.ts";
import { toMessage } from "../fanout/serialize.ts";
import type { LiveRoom } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";

/** What somebody has read, saved, and wants to be told of: their own affair, the same on all their devices. */
export class ReadMarkers {
  constructor(private readonly deps: ChatContext & { rooms: Rooms }) {}

  /** Notes how far a room, or a thread of it, was read, and tells the account's other connections of it. */
  async markRead(
    account: Account,
    connection: Subscriber,
    command: ClientCommands["read"],
  ): Promise<{ seq?: number }> {
    const room = this.#requireMember(account, command.room);
    const { seq, thread } = command;
    const { read, unread, mentions } = await this.deps.store
      .markRead(account.id, room.id, seq, thread);
    const position = thread === undefined ? { seq: read } : { seq, thread };
    const event = { type: "read", room: room.id, ...position, unread, mentions } as const;
    sendToAccount(this.deps, account.id, event, connection);
    return thread === undefined ? { seq: read } : {};
  }

  /** How far the threads of a room were read, by their roots, and in which one takes part. */
  async readThreads(
    account: Account,
    room: string,
  ): Promise<{ read: Record<string, number>; follows: number[] }> {
    const { id } = this.#requireMember(account, room);
    const { store } = this.deps;
    const [read, follows] = await Promise.all([
      store.threadReadMarkers(account.id, id),
      store.listParticipatedThreads(account.id, id),
    ]);
    return { read: Object.fromEntries(read), follows };
  }

  /** Sets or removes the account's bookmark of a message. */
  async setBookmark(account: Account, room: string, seq: number, on: boolean): Promise<void> {
    const { id } = this.deps.rooms.requireVisible(account, room);
    const at = this.deps.now();
    const isChanged = await this.deps.store.setBookmark(account.id, id, seq, { on, at });
    if (isChanged) sendToAccount(this.deps, account.id, { type: "saved", room: id, seq, on });
    else if (on && !await this.deps.store.findEntry(id, seq)) {
      throw new ChatError("no_message");
    }
  }

  /** What one saved in rooms that one may still read, the latest first. */
  async listBookmarks(
    account: Account,
    before?: number,
  ): Promise<{ messages: Message[]; next?: number }> {
    const rooms = Array.from(this.deps.registry.visibleTo(account.id), ({ id }) => id);
    const limit = LIMITS.defaultPageSize;
    const bookmarks = await this.deps.store.listBookmarks(account.id, rooms, limit, before);
    const last = bookmarks.at(-1);
    return {
      messages: bookmarks.map(({ entry }) => toMessage(entry)),
      ...(last && bookmarks.length === limit ? { next: last.n } : {}),
    };
  }

  /** Which messages of a room one saved, by `seq`. */
  async bookmarksIn(account: Account, room: string): Promise<number[]> {
    const { id } = this.deps.rooms.requireVisible(account, room);
    return await this.deps.store.bookmarkedSeqs(account.id, id);
  }

  /** Says how much of a room one wants to be told of. */
  async setNotificationLevel(
    account: Account,
    id: string,
    level: NotificationLevel,
  ): Promise<void> {
    const room = this.#requireMember(account, id);
    await this.deps.store.setNotificationLevel(account.id, id, level);
    await this.deps.rooms.pushRoomView(room, account.id);
  }

  #requireMember(account: Account, id: string): LiveRoom {
    const room = this.deps.rooms.requireVisible(account, id);
    if (!room.members.has(account.id)) throw new ChatError("not_joined", { params: { room: id } });
    return room;
  }
}
