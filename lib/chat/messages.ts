import { type History, type Join, type Post, refOf } from "../protocol/frames.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/lines.ts";
import type { Account, Bounds, Page, Store } from "../store/store.ts";
import { ChatError } from "./error.ts";
import type { Hub, Listener, Snapshot } from "./hub.ts";
import { lineOf, write } from "./lines.ts";
import { type Registry, type Room, viewOf } from "./registry.ts";
import type { Rooms } from "./rooms.ts";

export interface MessagesDeps {
  store: Store;
  registry: Registry;
  hub: Hub;
  rooms: Rooms;
  now: () => number;
}

/** The log of each room: saying, reading and following it. Refuses with a ChatError. */
export class Messages {
  constructor(private readonly deps: MessagesDeps) {}

  /**
   * Listens to a room, becoming a member first where that needs no invitation. The listener gets a
   * `joined` line and then everything after it.
   */
  async join(account: Account, listener: Listener, frame: Join): Promise<void> {
    const room = await this.deps.rooms.enter(account, frame.room);
    await this.deps.hub.listen(
      room.id,
      room.rev,
      listener,
      () => this.#snapshot(account, room, frame),
    );
  }

  /**
   * Says something in a room that the listener has joined. Everyone who listens gets the message once
   * it is on disk; an author who said it before gets the first result again.
   */
  async post(account: Account, listener: Listener, frame: Post): Promise<void> {
    const { store, registry, hub, rooms, now } = this.deps;
    const room = rooms.visible(account, frame.room);
    if (!room.members.has(account.id) || !hub.isListening(room.id, listener)) {
      throw new ChatError("not_joined", `Join "${room.id}" before you write in it.`);
    }
    const message = {
      room: room.id,
      author: account.id,
      id: frame.id,
      content: frame.content,
      at: now(),
    };
    const result = await store.appendMessage(message);
    if (result.kind === "conflict") {
      throw new ChatError("id_conflict", `The id "${frame.id}" stands for another message.`);
    }
    if (result.kind === "no_room") throw new ChatError("not_found", "The room is gone.");
    const line = write(lineOf({ ...message, ...result, name: account.name }));
    if (result.kind === "repeated") return listener.send(line);
    registry.advance(room, result);
    hub.publish(room.id, result.rev, line);
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

  async #snapshot(account: Account, room: Room, frame: Join): Promise<Snapshot> {
    const { page, reset } = await this.#read(room, frame);
    const line = write({
      type: "joined",
      room: viewOf(room, account.id),
      rev: page.rev,
      reset,
      more: page.more,
      messages: page.entries.map(lineOf),
      ...refOf(frame),
    });
    return { rev: page.rev, frame: line };
  }

  async #read(room: Room, { since, limit }: Join): Promise<{ page: Page; reset: boolean }> {
    if (since !== undefined) {
      const bounds = { limit: LIMITS.resume, bytes: LIMITS.pageBytes };
      const changes = await this.deps.store.readChanges(room.id, bounds, since);
      if (changes.kind === "changes") {
        if (since > changes.rev) {
          throw new ChatError("future_since", `since must be at most ${changes.rev}.`);
        }
        return { page: { ...changes, more: false }, reset: false };
      }
    }
    return { page: await this.deps.store.readPage(room.id, boundsOf(limit)), reset: true };
  }
}

function boundsOf(limit: number = LIMITS.defaultPage): Bounds {
  return { limit, bytes: LIMITS.pageBytes };
}
