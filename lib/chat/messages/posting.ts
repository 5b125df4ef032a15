import {
  type HistoryCommand,
  type JoinCommand,
  type PostCommand,
  refOf,
} from "../../protocol/client_commands.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Account, StoredMessagePage } from "../../store/store.ts";
import { pageBounds } from "./page_bounds.ts";
import { broadcastEntries, type ChatContext } from "../state/broadcast.ts";
import type { JoinSnapshot, Subscriber } from "../fanout/hub.ts";
import { encodeEvent, toMessage, toPersonRef } from "../fanout/serialize.ts";
import type { LiveRoom } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { toRoomView } from "../state/room_view.ts";
import { type PostingPolicy, refundUnlessStored } from "./posting_policy.ts";

/** The log of each room: saying, reading and following it. Throws ChatError. */
export class MessagePosting {
  /** @param deps.filesPerMessage how many files one message may have. */
  constructor(
    private readonly deps: ChatContext & {
      rooms: Rooms;
      policy: PostingPolicy;
      filesPerMessage: number;
    },
  ) {}

  /**
   * Listens to a room, becoming a member first where that needs no invitation. The listener gets a
   * `joined` line and then everything after it.
   */
  async join(account: Account, connection: Subscriber, command: JoinCommand): Promise<void> {
    const room = await this.deps.rooms.ensureMember(account, command.room);
    const readSnapshot = () => this.#readSnapshot(account, room, command);
    if (await this.deps.hub.subscribe(room.id, room.rev, connection, readSnapshot)) return;
    throw new ChatError("left_before_joined", { params: { room: room.id } });
  }

  /**
   * Says something in a room that the listener has joined. Everyone who listens gets the message once
   * it is on disk; an author who said it before gets what became of it.
   */
  async post(account: Account, connection: Subscriber, command: PostCommand): Promise<void> {
    const { store, hub, policy, now } = this.deps;
    const room = this.#requireJoined(account, connection, command.room);
    const { files = [] } = command;
    this.#assertFileCount(files);
    const at = now();
    const refund = policy.admit(account, room, at, command.content);
    const { id, content, reply, thread } = command;
    const mentions = policy.allowedMentions(account, room, command.mentions ?? []);
    const message = {
      room: room.id,
      author: account.id,
      id,
      content,
      at,
      ...(reply === undefined ? {} : { reply }),
      ...(thread === undefined ? {} : { thread }),
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(files.length === 0 ? {} : { files }),
    };
    const append = store.appendMessage(message);
    const result = await refundUnlessStored(refund, append, ({ kind }) => kind === "stored");
    if (result.kind === "conflict") {
      throw new ChatError("id_conflict", { params: { id: command.id } });
    }
    if (result.kind === "no_file") {
      throw new ChatError("file_gone");
    }
    if (result.kind === "no_room") throw new ChatError("room_gone");
    if (result.kind === "repeated") {
      const { seq, rev } = result.entry;
      return hub.respond(room.id, connection, {
        seq,
        rev,
        line: encodeEvent(toMessage(result.entry)),
      });
    }
    const { also: otherEntries = [], ...position } = result;
    const { thread: _, files: __, ...posted } = message;
    // The store knows the root: a reply to a reply belongs to the same thread, and one to nothing to none.
    const threadOfRoot = otherEntries[0] ? { thread: otherEntries[0].seq } : {};
    const entry = { ...posted, ...position, ...threadOfRoot, ...toPersonRef(account), id };
    broadcastEntries(this.deps, room, [entry, ...otherEntries]);
    // An author who was put out meanwhile learns that it is stored.
    if (!hub.isSubscribed(room.id, connection)) connection.send(encodeEvent(toMessage(entry)));
  }

  /** Tells the room that one writes. */
  notifyTyping(account: Account, connection: Subscriber, id: string): void {
    const room = this.#requireJoined(account, connection, id);
    this.deps.policy.notifyTyping(account, room, this.deps.now());
  }

  /** The newest messages of a room, or the newest before a `seq`. */
  async readHistory(
    account: Account,
    { room, before, limit }: Pick<HistoryCommand, "room" | "before" | "limit">,
  ): Promise<{ messages: Message[]; more: boolean; rev: number }> {
    const { id } = this.deps.rooms.requireVisible(account, room);
    const page = await this.deps.store.readPage(id, pageBounds(limit), before);
    return { messages: page.entries.map(toMessage), more: page.more, rev: page.rev };
  }

  #assertFileCount(files: readonly string[]): void {
    const { filesPerMessage } = this.deps;
    if (files.length <= filesPerMessage) return;
    throw new ChatError("too_many_files", { params: { max: filesPerMessage } });
  }

  #requireJoined(account: Account, connection: Subscriber, id: string): LiveRoom {
    const room = this.deps.rooms.requireVisible(account, id);
    if (!room.members.has(account.id) || !this.deps.hub.isSubscribed(room.id, connection)) {
      throw new ChatError("not_joined", { params: { room: room.id } });
    }
    return room;
  }

  async #readSnapshot(
    account: Account,
    room: LiveRoom,
    command: JoinCommand,
  ): Promise<JoinSnapshot> {
    // The view first: what it counts may be old, what the page holds may not.
    const view = await toRoomView(this.deps, room, account.id);
    const { page, reset } = await this.#readMissed(room, command);
    const line = encodeEvent({
      type: "joined",
      room: view,
      rev: page.rev,
      history: this.deps.history,
      online: this.deps.presence.onlineCount(room.id),
      reset,
      more: page.more,
      messages: page.entries.map(toMessage),
      ...refOf(command),
    });
    return { rev: page.rev, frame: line };
  }

  async #readMissed(
    room: LiveRoom,
    { since, history, limit }: JoinCommand,
  ): Promise<{ page: StoredMessagePage; reset: boolean }> {
    const isOtherHistory = history !== undefined && history !== this.deps.history;
    if (since !== undefined && !isOtherHistory) {
      const bounds = { limit: LIMITS.resumeMessages, bytes: LIMITS.pageBytes };
      const changes = await this.deps.store.readChanges(room.id, bounds, since);
      if (changes.kind === "changes") {
        if (since > changes.rev) {
          throw new ChatError("future_since", { field: "since", params: { rev: changes.rev } });
        }
        return { page: { ...changes, more: false }, reset: false };
      }
    }
    return { page: await this.deps.store.readPage(room.id, pageBounds(limit)), reset: true };
  }
}
