import { type History, type Join, type Post, refOf } from "../../protocol/client_commands.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Account, Page } from "../../store/store.ts";
import { boundsOf } from "./page_bounds.ts";
import { type Deps, tell } from "../state/broadcast.ts";
import type { Listener, Snapshot } from "../fanout/hub.ts";
import { lineOf, namedOf, write } from "../fanout/serialize.ts";
import type { Room } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { viewOf } from "../state/room_view.ts";
import { settleCharge, type Voice } from "./posting_policy.ts";

/** The log of each room: saying, reading and following it. Refuses with Refused. */
export class Messages {
  /** @param deps.filesPerMessage how many files one message may have. */
  constructor(
    private readonly deps: Deps & { rooms: Rooms; voice: Voice; filesPerMessage: number },
  ) {}

  /**
   * Listens to a room, becoming a member first where that needs no invitation. The listener gets a
   * `joined` line and then everything after it.
   */
  async join(account: Account, listener: Listener, frame: Join): Promise<void> {
    const room = await this.deps.rooms.enter(account, frame.room);
    const read = () => this.#snapshot(account, room, frame);
    if (await this.deps.hub.listen(room.id, room.rev, listener, read)) return;
    throw new Refused("left_before_joined", { params: { room: room.id } });
  }

  /**
   * Says something in a room that the listener has joined. Everyone who listens gets the message once
   * it is on disk; an author who said it before gets what became of it.
   */
  async post(account: Account, listener: Listener, frame: Post): Promise<void> {
    const { store, hub, voice, now } = this.deps;
    const room = this.#joined(account, listener, frame.room);
    const { files = [] } = frame;
    this.#checkFiles(files);
    const at = now();
    const takeBack = voice.raise(account, room, at, frame.content);
    const { id, content, reply, thread } = frame;
    const mentions = voice.mentions(account, room, frame.mentions ?? []);
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
    const result = await settleCharge(takeBack, append, ({ kind }) => kind === "stored");
    if (result.kind === "conflict") {
      throw new Refused("id_conflict", { params: { id: frame.id } });
    }
    if (result.kind === "no_file") {
      throw new Refused("file_gone");
    }
    if (result.kind === "no_room") throw new Refused("room_gone");
    if (result.kind === "repeated") {
      const { seq, rev } = result.entry;
      return hub.answer(room.id, listener, { seq, rev, line: write(lineOf(result.entry)) });
    }
    const { also = [], ...place } = result;
    const { thread: _, files: __, ...said } = message;
    // The store knows the root: a reply to a reply belongs to the same thread, and one to nothing to none.
    const rooted = also[0] ? { thread: also[0].seq } : {};
    const entry = { ...said, ...place, ...rooted, ...namedOf(account), id };
    tell(this.deps, room, [entry, ...also]);
    // An author who was put out meanwhile learns that it is stored.
    if (!hub.isListening(room.id, listener)) listener.send(write(lineOf(entry)));
  }

  /** Tells the room that one writes. */
  type(account: Account, listener: Listener, id: string): void {
    const room = this.#joined(account, listener, id);
    this.deps.voice.type(account, room, this.deps.now());
  }

  /** The newest messages of a room, or the newest before a `seq`. */
  async history(
    account: Account,
    { room, before, limit }: Pick<History, "room" | "before" | "limit">,
  ): Promise<{ messages: Message[]; more: boolean; rev: number }> {
    const { id } = this.deps.rooms.visible(account, room);
    const page = await this.deps.store.readPage(id, boundsOf(limit), before);
    return { messages: page.entries.map(lineOf), more: page.more, rev: page.rev };
  }

  #checkFiles(files: readonly string[]): void {
    const { filesPerMessage } = this.deps;
    if (files.length <= filesPerMessage) return;
    throw new Refused("too_many_files", { params: { max: filesPerMessage } });
  }

  #joined(account: Account, listener: Listener, id: string): Room {
    const room = this.deps.rooms.visible(account, id);
    if (!room.members.has(account.id) || !this.deps.hub.isListening(room.id, listener)) {
      throw new Refused("not_joined", { params: { room: room.id } });
    }
    return room;
  }

  async #snapshot(account: Account, room: Room, frame: Join): Promise<Snapshot> {
    // The view first: what it counts may be old, what the page holds may not.
    const view = await viewOf(this.deps, room, account.id);
    const { page, reset } = await this.#read(room, frame);
    const line = write({
      type: "joined",
      room: view,
      rev: page.rev,
      history: this.deps.history,
      online: this.deps.presence.count(room.id),
      reset,
      more: page.more,
      messages: page.entries.map(lineOf),
      ...refOf(frame),
    });
    return { rev: page.rev, frame: line };
  }

  async #read(
    room: Room,
    { since, history, limit }: Join,
  ): Promise<{ page: Page; reset: boolean }> {
    const isOther = history !== undefined && history !== this.deps.history;
    if (since !== undefined && !isOther) {
      const bounds = { limit: LIMITS.resume, bytes: LIMITS.pageBytes };
      const changes = await this.deps.store.readChanges(room.id, bounds, since);
      if (changes.kind === "changes") {
        if (since > changes.rev) {
          throw new Refused("future_since", { field: "since", params: { rev: changes.rev } });
        }
        return { page: { ...changes, more: false }, reset: false };
      }
    }
    return { page: await this.deps.store.readPage(room.id, boundsOf(limit)), reset: true };
  }
}
