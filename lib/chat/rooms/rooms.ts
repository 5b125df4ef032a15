import { newId } from "../../protocol/ids.ts";
import { ROOM_LIMITS } from "../../protocol/limits.ts";
import type { Lines, Room as RoomView } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import { type Action, can } from "../../protocol/permissions.ts";
import type { Account, Entry, RoomChanges } from "../../store/store.ts";
import { addresses } from "./slugs.ts";
import { announce } from "../state/push_room_view.ts";
import { type Deps, tell } from "../state/broadcast.ts";
import { noRoom } from "./room_not_found.ts";
import type { Listener } from "../fanout/hub.ts";
import { namedOf, write } from "../fanout/serialize.ts";
import { actOf, noticeOf } from "./notices.ts";
import { fold } from "../../store/tokenizer.ts";
import { canSee, isHidden, type Room } from "../state/room_registry.ts";
import { actsOf } from "./room_changes.ts";
import { viewOf, viewsOf } from "../state/room_view.ts";

/** Which rooms a page holds. */
export interface RoomPageOptions {
  isOwn?: boolean | undefined;
  /** Whether direct rooms are among them. */
  withDirect: boolean;
  after?: string | undefined;
  /** Words that a room's name or topic must have. */
  query: string;
  limit: number;
}

/** The room that every Parley begins with, and keeps. */
const LOBBY = "lobby";

/** Rooms, and coming and going. Every method acts for an account and refuses with Refused. */
export class Rooms {
  /** @param deps.onDeleted told when a room was deleted. */
  constructor(private readonly deps: Deps & { onDeleted: () => void }) {}

  /**
   * A page of the rooms that an account is in (`isOwn`), may enter (`false`), or both, by their ids: those
   * that have every word of `query` in their name or topic. `next` is the `after` of the page that follows.
   * Rooms that come or go meanwhile move no other.
   */
  async page(
    account: Account,
    { isOwn, withDirect, after = "", query, limit }: RoomPageOptions,
  ): Promise<{ rooms: RoomView[]; next?: string }> {
    const { registry } = this.deps;
    const all = isOwn ? registry.of(account.id) : registry.visibleTo(account.id);
    const words = fold(query).split(/\s+/).filter((word) => word !== "");
    const meant = [...all].filter((room) =>
      room.id > after && (isOwn !== false || !room.members.has(account.id)) &&
      (withDirect || room.kind !== "direct") && !isHidden(room, account.id) &&
      hasWords(room, words)
    );
    const page = meant.sort((a, b) => a.id < b.id ? -1 : 1).slice(0, limit);
    const rooms = await viewsOf(this.deps, page, account.id);
    return { rooms, ...(page.length < meant.length ? { next: page.at(-1)!.id } : {}) };
  }

  /** The rooms of an account's own in which something was written last, as many as a `welcome` may name. */
  async recent(account: Account): Promise<{ rooms: RoomView[]; more: boolean }> {
    const own = [...this.deps.registry.of(account.id)].filter((room) =>
      !isHidden(room, account.id)
    );
    const latest = own.length <= ROOM_LIMITS.welcome
      ? own
      : own.sort((a, b) => b.activeAt - a.activeAt).slice(0, ROOM_LIMITS.welcome);
    const views = await viewsOf(this.deps, latest, account.id);
    let size = 0;
    const rooms = views.filter((view) =>
      (size += JSON.stringify(view).length) <= ROOM_LIMITS.welcomeSize
    );
    return { rooms, more: rooms.length < own.length };
  }

  async view(account: Account, id: string): Promise<RoomView> {
    return await viewOf(this.deps, this.visible(account, id), account.id);
  }

  /** Whether an account may read a room. */
  mayRead(account: Account, id: string): boolean {
    const room = this.deps.registry.get(id);
    return room !== undefined && canSee(room, account.id);
  }

  /** A room that an account may see. @throws Refused `not_found` for any other. */
  visible(account: Account, id: string): Room {
    const room = this.deps.registry.get(id);
    if (!room || !canSee(room, account.id)) throw noRoom(id);
    return room;
  }

  /** A room in which an account has a right. @throws Refused `not_found` or `forbidden`. */
  permitted(account: Account, id: string, action: Action): Room {
    const room = this.visible(account, id);
    if (!can(account.role, action) && !can(room.members.get(account.id), action)) {
      throw new Refused("no_right", { params: { permission: action } });
    }
    return room;
  }

  /** Creates a room; its creator becomes the owner. A public one gets an address made from its name. */
  async create(
    owner: Account,
    { name, kind, topic }: { name: string; kind: "public" | "private"; topic: string },
  ): Promise<RoomView> {
    this.deps.writeLimits.chargeRoom(owner);
    this.deps.writeLimits.chargeText(owner, name + topic);
    const at = this.deps.now();
    const settings = { name, kind, topic, archived: false, slow: 0, createdAt: at };
    const members = [{ account: owner.id, role: "owner" as const }];
    for (const id of kind === "public" ? addresses(name) : [newId(at)]) {
      if (this.deps.registry.get(id)) continue;
      const notice = noticeOf("created", id, owner, at);
      const result = await this.deps.store.createRoom({ id, ...settings }, members, notice);
      if (result.kind === "taken") continue;
      const room = this.deps.registry.add({ id, ...settings, seq: 0, rev: 0 });
      this.#entered(room, owner, "owner");
      tell(this.deps, room, result.entries);
      await this.announce(room, owner.id);
      return await viewOf(this.deps, room, owner.id);
    }
    throw new Refused("too_many_of_name", { params: { name } });
  }

  /** Changes a room's name, topic, slow mode or whether it is archived, one notice for each. */
  async update(account: Account, id: string, changes: RoomChanges): Promise<RoomView> {
    const room = this.visible(account, id);
    const acts = [...actsOf(changes)];
    for (const { action } of acts) this.permitted(account, id, action);
    if (room.kind === "direct") throw new Refused("direct_unchangeable");
    for (const { kind, change, value } of acts) {
      if (typeof value === "string") this.deps.writeLimits.chargeText(account, value);
      const act = actOf(kind, id, account, this.deps.now(), value === undefined ? {} : { value });
      const result = await this.deps.store.updateRoom(id, change, act);
      if (result.kind !== "ok") continue;
      Object.assign(room, change);
      tell(this.deps, room, result.entries);
    }
    return await viewOf(this.deps, room, account.id);
  }

  /** Deletes a room with everything in it: its members are told, and what it held goes in the background. */
  async delete(account: Account, id: string): Promise<void> {
    const { store, registry, now } = this.deps;
    const room = this.permitted(account, id, "delete");
    if (room.kind === "direct") throw new Refused("direct_undeletable");
    if (id === LOBBY) throw new Refused("lobby_stays");
    const at = now();
    const audit = {
      at,
      actor: account.id,
      action: "room deleted" as const,
      room: id,
      detail: room.name,
    };
    if (!await store.deleteRoom(id, at, audit)) throw noRoom(id);
    for (const member of [...room.members.keys()]) this.expel(room, member, "deleted");
    registry.remove(id);
    this.deps.onDeleted();
  }

  /** Makes sure that an account is a member of a room that it may enter, and tells the room if it was not. */
  async enter(account: Account, id: string): Promise<Room> {
    const room = this.visible(account, id);
    if (room.members.has(account.id)) return room;
    if (room.archived) throw new Refused("room_archived");
    this.deps.writeLimits.assertSpace(account);
    this.deps.writeLimits.charge(account);
    const notice = noticeOf("joined", id, account, this.deps.now());
    const result = await this.deps.store.addMember("member", notice);
    if (result.kind === "ok") await this.entered(room, account, result.entries);
    // Banned, removed, or let in by another request meanwhile: the registry knows which.
    if (!room.members.has(account.id)) throw noRoom(id);
    return room;
  }

  /**
   * Brings in someone whom the store made a member, as an invite does. The room is told before anything
   * is waited for, so that the notice leaves in the order of its `rev`.
   */
  async entered(room: Room, account: Account, entries: readonly Entry[]): Promise<void> {
    this.#entered(room, account, "member");
    tell(this.deps, room, entries);
    await this.announce(room, account.id);
  }

  /** Ends one's own membership and tells the room. `except` gets its own answer. */
  async leave(account: Account, id: string, except?: Listener): Promise<void> {
    const room = this.visible(account, id);
    if (room.kind === "direct") throw new Refused("direct_no_leaving");
    if (room.members.has(account.id)) this.deps.writeLimits.charge(account);
    const notice = noticeOf("left", id, account, this.deps.now());
    const result = await this.deps.store.removeMember(id, account.id, { notice });
    if (result.kind === "last_owner") {
      throw new Refused("only_owner");
    }
    this.expel(room, account.id, "left", except);
    if (result.kind === "ok") tell(this.deps, room, result.entries);
  }

  /** Takes a direct room off an account's lists and connections until something more is written in it. */
  async hide(account: Account, id: string): Promise<void> {
    const room = this.visible(account, id);
    if (room.kind !== "direct") throw new Refused("only_direct_hidden");
    const seq = await this.deps.store.hideRoom(account.id, id);
    if (seq === undefined) throw noRoom(id);
    // What was written meanwhile has brought it back already.
    if (seq < room.seq) return;
    room.hidden.set(account.id, seq);
    this.#end(room, account.id, "hidden");
  }

  /** Brings a room back to an account that has hidden it. */
  async show(account: Account, room: Room): Promise<void> {
    if (!room.hidden.has(account.id)) return;
    await this.deps.store.showRoom(account.id, room.id);
    room.hidden.delete(account.id);
    await this.announce(room, account.id);
  }

  /** Ends every connection's part in a room that an account is no longer in. */
  expel(
    room: Room,
    account: string,
    reason: Lines["left"]["reason"],
    except?: Listener,
  ): void {
    const { registry, presence } = this.deps;
    if (room.members.has(account)) {
      registry.exit(room.id, account);
      presence.moved(room.id, account, -1);
    }
    this.#end(room, account, reason, except);
  }

  #end(room: Room, account: string, reason: Lines["left"]["reason"], except?: Listener): void {
    const { hub, presence } = this.deps;
    const line = write({ type: "left", room: room.id, reason });
    for (const listener of presence.listeners(account)) {
      hub.unlisten(room.id, listener);
      if (listener !== except) listener.send(line);
    }
  }

  /** Tells all of an account's connections how a room looks to it now. */
  announce(room: Room, account: string): Promise<void> {
    return announce(this.deps, room, account);
  }

  #entered(room: Room, account: Account, role: "owner" | "member"): void {
    this.deps.registry.enter(room.id, namedOf(account), role);
    this.deps.presence.moved(room.id, account.id, 1);
  }
}

function hasWords({ name, topic }: Room, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(`${name} ${topic}`);
  return words.every((word) => text.includes(word));
}
