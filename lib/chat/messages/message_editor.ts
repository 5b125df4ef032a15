import type { Frames } from "../../protocol/client_commands.ts";
import { RateLimiter } from "../../util/rate_limiter.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { Message } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Account, Entry, Span } from "../../store/store.ts";
import { boundsOf } from "./page_bounds.ts";
import { type Deps, tell, tellOwn } from "../state/broadcast.ts";
import { lineOf } from "../fanout/serialize.ts";
import { actOf } from "../rooms/notices.ts";
import type { Room } from "../state/room_registry.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { settleCharge, type Voice } from "./posting_policy.ts";

/** Pins that a list shows; more than a room can mean to have. */
const PINS = 100;

/** Edits of one account: enough for a program that writes a message while it thinks. */
const EDITS_PER_SECOND = 1;
const EDITS_AT_ONCE = 30;

/** A stretch of a room's log on its way out. */
export interface Stretch {
  messages: Message[];
  more: boolean;
  after: boolean;
  rev: number;
}

/** Where a message stands after what was asked of it: all that it took is complete up to `rev`. */
export interface Done {
  seq: number;
  rev: number;
}

/** What a message becomes after it was said. Refuses with Refused. */
export class Conversation {
  readonly #edits: RateLimiter;

  /** @param deps.onFree told when a message has let go of its files. */
  constructor(
    private readonly deps: Deps & {
      rooms: Rooms;
      voice: Voice;
      onFree: () => void;
      /** Milliseconds of a clock that nobody sets. */
      steady: () => number;
    },
  ) {
    this.#edits = new RateLimiter(EDITS_PER_SECOND, EDITS_AT_ONCE, deps.steady);
  }

  /** Says one's own message in other words; what it said before can still be read. */
  async edit(account: Account, frame: Frames["edit"]): Promise<Done> {
    const { store, voice, now } = this.deps;
    const { room, entry } = await this.#spoken(account, frame);
    if (entry.author !== account.id) {
      throw new Refused("not_author");
    }
    this.#limitEdits(account);
    const takeBack = voice.raise(account, room, now(), frame.content, "edit");
    const mentions = voice.mentions(account, room, frame.mentions ?? []);
    const edit = { content: frame.content, mentions, at: now() };
    const write = store.editMessage(room.id, frame.seq, edit);
    const changed = await settleCharge(takeBack, write, ({ length }) => length > 0);
    return await this.#done(room, frame.seq, changed);
  }

  /** Makes a message a tombstone: one's own, or another's with the right to, which is told and logged. */
  async delete(account: Account, frame: Frames["delete"]): Promise<Done> {
    const { store, rooms, now } = this.deps;
    const { room, entry } = await this.#spoken(account, frame);
    const isOwn = entry.author === account.id;
    if (!isOwn) rooms.permitted(account, room.id, "delete others' messages");
    const subject = { id: entry.author, name: entry.name };
    const about = { subject, value: frame.seq };
    const { notice, audit } = actOf("deleted", room.id, account, now(), about);
    const act = isOwn || !audit ? undefined : { notice, audit };
    const changed = await store.deleteMessage(room.id, frame.seq, now(), act);
    if (entry.files) this.deps.onFree();
    return await this.#done(room, frame.seq, changed, true);
  }

  async react(account: Account, { room: id, seq, emoji, on }: Frames["react"]): Promise<Done> {
    const { store, voice, now } = this.deps;
    const room = this.#member(account, id, "react");
    voice.check(account, room, now());
    const reaction = { emoji, account: account.id, on, at: now(), most: LIMITS.reactions };
    const changed = await store.react(id, seq, reaction);
    if (changed === "full") {
      throw new Refused("too_many_reactions", { params: { max: LIMITS.reactions } });
    }
    const done = await this.#done(room, seq, changed);
    // The line that everyone gets names only the first people.
    tellOwn(this.deps, account.id, { type: "reacted", room: id, seq, emoji, on });
    return done;
  }

  /** The emoji with which one reacted to a message. */
  async ownReactions(account: Account, room: string, seq: number): Promise<string[]> {
    const { id } = this.deps.rooms.visible(account, room);
    return await this.deps.store.ownReactions(account.id, id, seq);
  }

  async pin(account: Account, { room: id, seq, on }: Frames["pin"]): Promise<Done> {
    const room = this.#member(account, id, "pin");
    this.deps.voice.check(account, room, this.deps.now());
    const pin = { on, by: account.id, at: this.deps.now() };
    return await this.#done(room, seq, await this.deps.store.pinMessage(id, seq, pin));
  }

  /** A page of what a message said before, oldest first; `next` is where the next page begins. */
  async edits(
    account: Account,
    room: string,
    seq: number,
    { after, limit }: { after?: number | undefined; limit?: number | undefined },
  ) {
    const { id } = this.deps.rooms.visible(account, room);
    const { edits, more } = await this.deps.store.listEdits(id, seq, boundsOf(limit), after);
    return {
      edits: edits.map(({ at, ...edit }) => ({ ...edit, at: new Date(at).toISOString() })),
      ...(more ? { next: edits.at(-1)!.id } : {}),
    };
  }

  /** What is pinned in a room, the latest pin first. */
  async pins(account: Account, room: string): Promise<Message[]> {
    this.deps.rooms.visible(account, room);
    return (await this.deps.store.listPins(room, PINS)).map(lineOf);
  }

  /** The thread of a message: the newest of it, or the newest before a `seq`. */
  async thread(
    account: Account,
    room: string,
    seq: number,
    { before, limit }: { before?: number | undefined; limit?: number | undefined },
  ): Promise<{ root: Message; messages: Message[]; more: boolean; rev: number }> {
    this.deps.rooms.visible(account, room);
    const { store } = this.deps;
    const { root, entries, ...rest } = await store.readThread(room, seq, boundsOf(limit), before);
    if (!root) throw noMessage();
    return { root: lineOf(root), messages: entries.map(lineOf), ...rest };
  }

  /** The messages around a place, or after it. */
  async stretch(
    account: Account,
    room: string,
    { around, after, limit }: {
      around?: number | undefined;
      after?: number | undefined;
      limit?: number | undefined;
    },
  ): Promise<Stretch> {
    const { id } = this.deps.rooms.visible(account, room);
    const span: Span = around === undefined
      ? await this.deps.store.readAfter(id, boundsOf(limit), after ?? 0)
      : await this.deps.store.readAround(id, boundsOf(limit), around);
    const { entries, ...rest } = span;
    return { messages: entries.map(lineOf), ...rest };
  }

  /** Tells the room what changed. When nothing did, either it was so already or there is no such message. */
  async #done(room: Room, seq: number, changed: Entry[], isDeleted = false): Promise<Done> {
    tell(this.deps, room, changed);
    const last = changed.at(-1);
    if (last) return { seq, rev: last.rev };
    const entry = await this.deps.store.findEntry(room.id, seq);
    if (!entry || entry.event || !!entry.deleted !== isDeleted) throw noMessage();
    return { seq, rev: entry.rev };
  }

  #limitEdits({ id }: Account): void {
    const retryAfter = this.#edits.take(id);
    if (retryAfter > 0) {
      throw new Refused("too_many_edits", { retryAfter });
    }
  }

  #member(account: Account, id: string, action: "react" | "pin"): Room {
    const room = this.deps.rooms.permitted(account, id, action);
    if (!room.members.has(account.id)) throw new Refused("not_joined", { params: { room: id } });
    return room;
  }

  /** A message that somebody said, in a room that the account is in. */
  async #spoken(
    account: Account,
    { room: id, seq }: { room: string; seq: number },
  ): Promise<{ room: Room; entry: Entry }> {
    const room = this.deps.rooms.visible(account, id);
    const isMember = room.members.has(account.id);
    const entry = isMember ? await this.deps.store.findEntry(id, seq) : undefined;
    if (!entry || entry.event || entry.deleted) throw noMessage();
    return { room, entry };
  }
}

function noMessage(): Refused {
  return new Refused("no_message");
}
