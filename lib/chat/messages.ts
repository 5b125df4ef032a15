import { type Frames, type History, type Join, type Post, refOf } from "../protocol/frames.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Message } from "../protocol/lines.ts";
import { Refused } from "../protocol/refused.ts";
import type { Account, Bounds, Page } from "../store/store.ts";
import { type Deps, tell } from "./deps.ts";
import type { Listener, Snapshot } from "./hub.ts";
import { lineOf, write } from "./lines.ts";
import { actOf } from "./notices.ts";
import type { Room } from "./registry.ts";
import type { Rooms } from "./rooms.ts";
import { viewOf } from "./view.ts";
import type { Voice } from "./voice.ts";

/** The log of each room: saying, reading and following it. Refuses with Refused. */
export class Messages {
  constructor(private readonly deps: Deps & { rooms: Rooms; voice: Voice }) {}

  /**
   * Listens to a room, becoming a member first where that needs no invitation. The listener gets a
   * `joined` line and then everything after it.
   */
  async join(account: Account, listener: Listener, frame: Join): Promise<void> {
    const room = await this.deps.rooms.enter(account, frame.room);
    const read = () => this.#snapshot(account, room, frame);
    await this.deps.hub.listen(room.id, room.rev, listener, read);
  }

  /**
   * Says something in a room that the listener has joined. Everyone who listens gets the message once
   * it is on disk; an author who said it before gets the first result again.
   */
  async post(account: Account, listener: Listener, frame: Post): Promise<void> {
    const { store, voice, now } = this.deps;
    const room = this.#joined(account, listener, frame.room);
    const at = now();
    voice.raise(account, room, at);
    const { id, content } = frame;
    const message = { room: room.id, author: account.id, id, content, at };
    const result = await store.appendMessage(message);
    if (result.kind === "conflict") {
      throw new Refused("id_conflict", `The id "${frame.id}" stands for another message.`);
    }
    if (result.kind === "no_room") throw new Refused("not_found", "The room is gone.");
    const entry = { ...message, ...result, name: account.name };
    if (result.kind === "repeated") {
      // It may have been changed since, by its author's other device or a moderator.
      const now = await store.findEntry(room.id, result.seq) ?? entry;
      return listener.send(write(lineOf(now)));
    }
    tell(this.deps, room, [entry]);
  }

  /** Makes a message a tombstone: one's own, or another's with the right to, which is told and logged. */
  async delete(account: Account, { room: id, seq }: Frames["delete"]): Promise<void> {
    const { store, rooms, now } = this.deps;
    const room = rooms.visible(account, id);
    const entry = room.members.has(account.id) ? await store.findEntry(id, seq) : undefined;
    if (!entry || entry.event || entry.deleted) {
      throw new Refused("not_found", "There is no such message.");
    }
    const isOwn = entry.author === account.id;
    if (!isOwn) rooms.permitted(account, id, "delete others' messages");
    const subject = { id: entry.author, name: entry.name };
    const { notice, audit } = actOf("deleted", id, account, now(), { subject, value: seq });
    const act = isOwn || !audit ? undefined : { notice, audit };
    tell(this.deps, room, await store.deleteMessage(id, seq, now(), act));
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

  #joined(account: Account, listener: Listener, id: string): Room {
    const room = this.deps.rooms.visible(account, id);
    if (!room.members.has(account.id) || !this.deps.hub.isListening(room.id, listener)) {
      throw new Refused("not_joined", `Join "${room.id}" before you write in it.`);
    }
    return room;
  }

  async #snapshot(account: Account, room: Room, frame: Join): Promise<Snapshot> {
    const { page, reset } = await this.#read(room, frame);
    const line = write({
      type: "joined",
      room: viewOf(this.deps, room, account.id),
      rev: page.rev,
      online: this.deps.presence.count(room.id),
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
          throw new Refused("future_since", `since must be at most ${changes.rev}.`);
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
