import type { ClientCommands } from "../../protocol/client_commands.ts";
import { RateLimiter } from "../../util/rate_limiter.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Account, Entry, StoredPage } from "../../store/store.ts";
import { pageBounds } from "./page_bounds.ts";
import { broadcastEntries, type ChatContext, sendToAccount } from "../state/broadcast.ts";
import { toMessage } from "../fanout/serialize.ts";
import { createModerationRecord } from "../rooms/notices.ts";
import type { LiveRoom } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { type PostingPolicy, refundUnlessStored } from "./posting_policy.ts";

/** Pins that a list shows; more than a room can mean to have. */
const MAX_LISTED_PINS = 100;

/** Edits of one account: enough for a program that writes a message while it thinks. */
const EDITS_PER_SECOND = 1;
const EDIT_BURST = 30;

/** A stretch of a room's log on its way out. */
export interface HistoryPage {
  messages: Message[];
  more: boolean;
  after: boolean;
  rev: number;
}

/** Where a message stands after what was asked of it: all that it took is complete up to `rev`. */
export interface MessagePosition {
  seq: number;
  rev: number;
}

/** What a message becomes after it was said. Throws ChatError. */
export class MessageEditor {
  readonly #editRate: RateLimiter;

  /** @param deps.onFree told when a message has let go of its files. */
  constructor(
    private readonly deps: ChatContext & {
      rooms: Rooms;
      policy: PostingPolicy;
      onFilesReleased: () => void;
      /** Milliseconds of a clock that nobody sets. */
      steady: () => number;
    },
  ) {
    this.#editRate = new RateLimiter(EDITS_PER_SECOND, EDIT_BURST, deps.steady);
  }

  /** Edits the account's own message; its earlier versions can still be read. */
  async edit(account: Account, command: ClientCommands["edit"]): Promise<MessagePosition> {
    const { store, policy, now } = this.deps;
    const { room, entry } = await this.#requireMessage(account, command);
    if (entry.author !== account.id) {
      throw new ChatError("not_author");
    }
    this.#assertEditRate(account);
    const refund = policy.admit(account, room, now(), command.content, "edit");
    const mentions = policy.allowedMentions(account, room, command.mentions ?? []);
    const edit = { content: command.content, mentions, at: now() };
    const write = store.editMessage(room.id, command.seq, edit);
    const changed = await refundUnlessStored(refund, write, ({ length }) => length > 0);
    return await this.#publish(room, command.seq, changed);
  }

  /** Makes a message a tombstone: the account's own, or with the permission another's, which posts a notice and is logged. */
  async delete(account: Account, command: ClientCommands["delete"]): Promise<MessagePosition> {
    const { store, rooms, now } = this.deps;
    const { room, entry } = await this.#requireMessage(account, command);
    const isOwn = entry.author === account.id;
    if (!isOwn) rooms.requirePermission(account, room.id, "delete others' messages");
    const subject = { id: entry.author, name: entry.name };
    const options = { subject, value: command.seq };
    const { notice, audit } = createModerationRecord("deleted", room.id, account, now(), options);
    const record = isOwn || !audit ? undefined : { notice, audit };
    const changed = await store.deleteMessage(room.id, command.seq, now(), record);
    if (entry.files) this.deps.onFilesReleased();
    return await this.#publish(room, command.seq, changed, true);
  }

  async react(
    account: Account,
    { room: id, seq, emoji, on }: ClientCommands["react"],
  ): Promise<MessagePosition> {
    const { store, policy, now } = this.deps;
    const room = this.#requireMember(account, id, "react");
    policy.assertCanPost(account, room, now());
    const reaction = { emoji, account: account.id, on, at: now(), most: LIMITS.emojiPerMessage };
    const changed = await store.react(id, seq, reaction);
    if (changed === "full") {
      throw new ChatError("too_many_reactions", { params: { max: LIMITS.emojiPerMessage } });
    }
    const position = await this.#publish(room, seq, changed);
    // The line that everyone gets names only the first people.
    sendToAccount(this.deps, account.id, { type: "reacted", room: id, seq, emoji, on });
    return position;
  }

  /** The emoji with which one reacted to a message. */
  async ownReactions(account: Account, room: string, seq: number): Promise<string[]> {
    const { id } = this.deps.rooms.requireVisible(account, room);
    return await this.deps.store.listOwnReactions(account.id, id, seq);
  }

  async pin(
    account: Account,
    { room: id, seq, on }: ClientCommands["pin"],
  ): Promise<MessagePosition> {
    const room = this.#requireMember(account, id, "pin");
    this.deps.policy.assertCanPost(account, room, this.deps.now());
    const pin = { on, by: account.id, at: this.deps.now() };
    return await this.#publish(room, seq, await this.deps.store.pinMessage(id, seq, pin));
  }

  /** A page of what a message said before, oldest first; `next` is where the next page begins. */
  async listEdits(
    account: Account,
    room: string,
    seq: number,
    { after, limit }: { after?: number | undefined; limit?: number | undefined },
  ) {
    const { id } = this.deps.rooms.requireVisible(account, room);
    const { edits, more } = await this.deps.store.listEdits(id, seq, pageBounds(limit), after);
    return {
      edits: edits.map(({ at, ...edit }) => ({ ...edit, at: new Date(at).toISOString() })),
      ...(more ? { next: edits.at(-1)!.id } : {}),
    };
  }

  /** What is pinned in a room, the latest pin first. */
  async listPins(account: Account, room: string): Promise<Message[]> {
    this.deps.rooms.requireVisible(account, room);
    return (await this.deps.store.listPins(room, MAX_LISTED_PINS)).map(toMessage);
  }

  /** The thread of a message: the newest of it, or the newest before a `seq`. */
  async readThread(
    account: Account,
    room: string,
    seq: number,
    { before, limit }: { before?: number | undefined; limit?: number | undefined },
  ): Promise<{ root: Message; messages: Message[]; more: boolean; rev: number }> {
    this.deps.rooms.requireVisible(account, room);
    const { store } = this.deps;
    const { root, entries, ...rest } = await store.readThread(room, seq, pageBounds(limit), before);
    if (!root) throw messageNotFound();
    return { root: toMessage(root), messages: entries.map(toMessage), ...rest };
  }

  /** The messages around a place, or after it. */
  async readPage(
    account: Account,
    room: string,
    { around, after, limit }: {
      around?: number | undefined;
      after?: number | undefined;
      limit?: number | undefined;
    },
  ): Promise<HistoryPage> {
    const { id } = this.deps.rooms.requireVisible(account, room);
    const page: StoredPage = around === undefined
      ? await this.deps.store.readAfter(id, pageBounds(limit), after ?? 0)
      : await this.deps.store.readAround(id, pageBounds(limit), around);
    const { entries, ...rest } = page;
    return { messages: entries.map(toMessage), ...rest };
  }

  /** Tells the room what changed. When nothing did, either it was so already or there is no such message. */
  async #publish(
    room: LiveRoom,
    seq: number,
    changed: Entry[],
    isDeleted = false,
  ): Promise<MessagePosition> {
    broadcastEntries(this.deps, room, changed);
    const last = changed.at(-1);
    if (last) return { seq, rev: last.rev };
    const entry = await this.deps.store.findEntry(room.id, seq);
    if (!entry || entry.event || !!entry.deleted !== isDeleted) throw messageNotFound();
    return { seq, rev: entry.rev };
  }

  #assertEditRate({ id }: Account): void {
    const retryAfter = this.#editRate.consume(id);
    if (retryAfter > 0) {
      throw new ChatError("too_many_edits", { retryAfter });
    }
  }

  #requireMember(account: Account, id: string, permission: "react" | "pin"): LiveRoom {
    const room = this.deps.rooms.requirePermission(account, id, permission);
    if (!room.members.has(account.id)) throw new ChatError("not_joined", { params: { room: id } });
    return room;
  }

  /** A message that somebody said, in a room that the account is in. */
  async #requireMessage(
    account: Account,
    { room: id, seq }: { room: string; seq: number },
  ): Promise<{ room: LiveRoom; entry: Entry }> {
    const room = this.deps.rooms.requireVisible(account, id);
    const isMember = room.members.has(account.id);
    const entry = isMember ? await this.deps.store.findEntry(id, seq) : undefined;
    if (!entry || entry.event || entry.deleted) throw messageNotFound();
    return { room, entry };
  }
}

function messageNotFound(): ChatError {
  return new ChatError("no_message");
}
