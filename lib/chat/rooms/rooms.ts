import { LOBBY_ID } from "../../protocol/lobby.ts";
import { newId } from "../../protocol/ids.ts";
import { ROOM_LIMITS } from "../../protocol/limits.ts";
import type { Room as RoomView } from "../../protocol/model.ts";
import type { ServerEvents } from "../../protocol/server_events.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { hasPermission, type Permission } from "../../protocol/permissions.ts";
import type { Account, Entry, StoredRoomChanges } from "../../store/store.ts";
import { slugCandidates } from "./slugs.ts";
import { pushRoomView } from "../state/push_room_view.ts";
import { broadcastEntries, type ChatContext } from "../state/broadcast.ts";
import { roomNotFound } from "./room_not_found.ts";
import type { Subscriber } from "../fanout/hub.ts";
import { encodeEvent, toPersonRef } from "../fanout/serialize.ts";
import { createModerationRecord, createNotice } from "./notices.ts";
import { normalizeForSearch } from "../../store/tokenizer.ts";
import { canSee, isHidden, type LiveRoom } from "../state/room_registry.ts";
import { splitRoomChanges } from "./room_changes.ts";
import { toRoomView, toRoomViews } from "../state/room_view.ts";

/** Which rooms a page holds. */
export interface RoomPageOptions {
  isJoined?: boolean | undefined;
  /** Whether direct rooms are among them. */
  withDirect: boolean;
  after?: string | undefined;
  /** Words that a room's name or topic must have. */
  query: string;
  limit: number;
}

/** Rooms, and coming and going. Every method acts for an account and throws ChatError. */
export class Rooms {
  /** @param deps.onDeleted told when a room was deleted. */
  constructor(private readonly deps: ChatContext & { onDeleted: () => void }) {}

  /**
   * A page of the rooms that an account is in (`isOwn`), may enter (`false`), or both, by their ids: those
   * that have every word of `query` in their name or topic. `next` is the `after` of the page that follows.
   * Rooms that come or go meanwhile move no other.
   */
  async listPage(
    account: Account,
    { isJoined, withDirect, after = "", query, limit }: RoomPageOptions,
  ): Promise<{ rooms: RoomView[]; next?: string }> {
    const { registry } = this.deps;
    const all = isJoined ? registry.roomsOf(account.id) : registry.visibleTo(account.id);
    const words = normalizeForSearch(query).split(/\s+/).filter((word) => word !== "");
    const matching = [...all].filter((room) =>
      room.id > after && (isJoined !== false || !room.members.has(account.id)) &&
      (withDirect || room.kind !== "direct") && !isHidden(room, account.id) &&
      containsWords(room, words)
    );
    const page = matching.sort((a, b) => a.id < b.id ? -1 : 1).slice(0, limit);
    const rooms = await toRoomViews(this.deps, page, account.id);
    return { rooms, ...(page.length < matching.length ? { next: page.at(-1)!.id } : {}) };
  }

  /** The rooms of an account's own in which something was written last, as many as a `welcome` may name. */
  async listRecentlyActive(account: Account): Promise<{ rooms: RoomView[]; more: boolean }> {
    const joined = [...this.deps.registry.roomsOf(account.id)].filter((room) =>
      !isHidden(room, account.id)
    );
    const latest = joined.length <= ROOM_LIMITS.welcomeRooms
      ? joined
      : joined.sort((a, b) => b.activeAt - a.activeAt).slice(0, ROOM_LIMITS.welcomeRooms);
    const views = await toRoomViews(this.deps, latest, account.id);
    let chars = 0;
    const rooms = views.filter((view) =>
      (chars += JSON.stringify(view).length) <= ROOM_LIMITS.welcomeChars
    );
    return { rooms, more: rooms.length < joined.length };
  }

  async view(account: Account, id: string): Promise<RoomView> {
    return await toRoomView(this.deps, this.requireVisible(account, id), account.id);
  }

  /** Whether an account may read a room. */
  mayRead(account: Account, id: string): boolean {
    const room = this.deps.registry.get(id);
    return room !== undefined && canSee(room, account.id);
  }

  /** A room that an account may see. @throws ChatError `not_found` for any other. */
  requireVisible(account: Account, id: string): LiveRoom {
    const room = this.deps.registry.get(id);
    if (!room || !canSee(room, account.id)) throw roomNotFound(id);
    return room;
  }

  /** A room in which an account has a right. @throws ChatError `not_found` or `forbidden`. */
  requirePermission(account: Account, id: string, permission: Permission): LiveRoom {
    const room = this.requireVisible(account, id);
    if (
      !hasPermission(account.role, permission) &&
      !hasPermission(room.members.get(account.id), permission)
    ) {
      throw new ChatError("no_right", { params: { permission } });
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
    for (const id of kind === "public" ? slugCandidates(name) : [newId(at)]) {
      if (this.deps.registry.get(id)) continue;
      const notice = createNotice("created", id, owner, at);
      const result = await this.deps.store.createRoom({ id, ...settings }, members, notice);
      if (result.kind === "taken") continue;
      const room = this.deps.registry.add({ id, ...settings, seq: 0, rev: 0 });
      this.#addMember(room, owner, "owner");
      broadcastEntries(this.deps, room, result.entries);
      await this.pushRoomView(room, owner.id);
      return await toRoomView(this.deps, room, owner.id);
    }
    throw new ChatError("too_many_of_name", { params: { name } });
  }

  /** Changes a room's name, topic, slow mode or whether it is archived, one notice for each. */
  async update(account: Account, id: string, changes: StoredRoomChanges): Promise<RoomView> {
    const room = this.requireVisible(account, id);
    const roomChanges = [...splitRoomChanges(changes)];
    for (const { permission } of roomChanges) this.requirePermission(account, id, permission);
    if (room.kind === "direct") throw new ChatError("direct_unchangeable");
    for (const { noticeKind, change, value } of roomChanges) {
      if (typeof value === "string") this.deps.writeLimits.chargeText(account, value);
      const record = createModerationRecord(
        noticeKind,
        id,
        account,
        this.deps.now(),
        value === undefined ? {} : { value },
      );
      const result = await this.deps.store.updateRoom(id, change, record);
      if (result.kind !== "ok") continue;
      Object.assign(room, change);
      broadcastEntries(this.deps, room, result.entries);
    }
    return await toRoomView(this.deps, room, account.id);
  }

  /** Deletes a room with everything in it: its members are told, and what it held goes in the background. */
  async delete(account: Account, id: string): Promise<void> {
    const { store, registry, now } = this.deps;
    const room = this.requirePermission(account, id, "delete");
    if (room.kind === "direct") throw new ChatError("direct_undeletable");
    if (id === LOBBY_ID) throw new ChatError("lobby_stays");
    const at = now();
    const audit = {
      at,
      actor: account.id,
      action: "room deleted" as const,
      room: id,
      detail: room.name,
    };
    if (!await store.deleteRoom(id, at, audit)) throw roomNotFound(id);
    for (const member of [...room.members.keys()]) this.endMembership(room, member, "deleted");
    registry.remove(id);
    this.deps.onDeleted();
  }

  /** Makes sure that an account is a member of a room that it may enter, and tells the room if it was not. */
  async ensureMember(account: Account, id: string): Promise<LiveRoom> {
    const room = this.requireVisible(account, id);
    if (room.members.has(account.id)) return room;
    if (room.archived) throw new ChatError("room_archived");
    this.deps.writeLimits.assertFreeSpace(account);
    this.deps.writeLimits.chargeWrite(account);
    const notice = createNotice("joined", id, account, this.deps.now());
    const result = await this.deps.store.addMember("member", notice);
    if (result.kind === "ok") await this.onMemberAdded(room, account, result.entries);
    // Banned, removed, or let in by another request meanwhile: the registry knows which.
    if (!room.members.has(account.id)) throw roomNotFound(id);
    return room;
  }

  /**
   * Brings in someone whom the store made a member, as an invite does. The room is told before anything
   * is waited for, so that the notice leaves in the order of its `rev`.
   */
  async onMemberAdded(room: LiveRoom, account: Account, entries: readonly Entry[]): Promise<void> {
    this.#addMember(room, account, "member");
    broadcastEntries(this.deps, room, entries);
    await this.pushRoomView(room, account.id);
  }

  /** Ends the account's own membership and posts a notice. `except` gets its own answer. */
  async leave(account: Account, id: string, except?: Subscriber): Promise<void> {
    const room = this.requireVisible(account, id);
    if (room.kind === "direct") throw new ChatError("direct_no_leaving");
    if (room.members.has(account.id)) this.deps.writeLimits.chargeWrite(account);
    const notice = createNotice("left", id, account, this.deps.now());
    const result = await this.deps.store.removeMember(id, account.id, { notice });
    if (result.kind === "last_owner") {
      throw new ChatError("only_owner");
    }
    this.endMembership(room, account.id, "left", except);
    if (result.kind === "ok") broadcastEntries(this.deps, room, result.entries);
  }

  /** Takes a direct room off an account's lists and connections until something more is written in it. */
  async hide(account: Account, id: string): Promise<void> {
    const room = this.requireVisible(account, id);
    if (room.kind !== "direct") throw new ChatError("only_direct_hidden");
    const seq = await this.deps.store.hideRoom(account.id, id);
    if (seq === undefined) throw roomNotFound(id);
    // What was written meanwhile has brought it back already.
    if (seq < room.seq) return;
    room.hidden.set(account.id, seq);
    this.#unsubscribeConnections(room, account.id, "hidden");
  }

  /** Brings a room back to an account that has hidden it. */
  async unhide(account: Account, room: LiveRoom): Promise<void> {
    if (!room.hidden.has(account.id)) return;
    await this.deps.store.unhideRoom(account.id, room.id);
    room.hidden.delete(account.id);
    await this.pushRoomView(room, account.id);
  }

  /** Ends every connection's part in a room that an account is no longer in. */
  endMembership(
    room: LiveRoom,
    account: string,
    reason: ServerEvents["left"]["reason"],
    except?: Subscriber,
  ): void {
    const { registry, presence } = this.deps;
    if (room.members.has(account)) {
      registry.removeMember(room.id, account);
      presence.onMembershipChanged(room.id, account, -1);
    }
    this.#unsubscribeConnections(room, account, reason, except);
  }

  #unsubscribeConnections(
    room: LiveRoom,
    account: string,
    reason: ServerEvents["left"]["reason"],
    except?: Subscriber,
  ): void {
    const { hub, presence } = this.deps;
    const line = encodeEvent({ type: "left", room: room.id, reason });
    for (const connection of presence.connectionsOf(account)) {
      hub.unsubscribe(room.id, connection);
      if (connection !== except) connection.send(line);
    }
  }

  /** Tells all of an account's connections how a room looks to it now. */
  pushRoomView(room: LiveRoom, account: string): Promise<void> {
    return pushRoomView(this.deps, room, account);
  }

  #addMember(room: LiveRoom, account: Account, role: "owner" | "member"): void {
    this.deps.registry.addMember(room.id, toPersonRef(account), role);
    this.deps.presence.onMembershipChanged(room.id, account.id, 1);
  }
}

function containsWords({ name, topic }: LiveRoom, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = normalizeForSearch(`${name} ${topic}`);
  return words.every((word) => text.includes(word));
}
