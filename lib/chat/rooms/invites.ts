import { newId } from "../../protocol/ids.ts";
import type { Room as RoomView } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Account, Invite } from "../../store/store.ts";
import type { ChatContext } from "../state/broadcast.ts";
import { createNotice } from "./notices.ts";
import type { LiveRoom, RoomRegistry } from "../state/room_registry.ts";
import type { Rooms } from "./rooms.ts";

/** What an invite allows: until when, in milliseconds since 1970, and for how many. */
export interface InviteLimits {
  expiresAt: number;
  uses?: number;
}

/** Links into rooms. Codes are made and hashed elsewhere; here is what they open. */
export class Invites {
  constructor(private readonly deps: ChatContext & { rooms: Rooms }) {}

  async create(by: Account, room: string, hash: string, limits: InviteLimits): Promise<Invite> {
    const { id, kind } = this.deps.rooms.requirePermission(by, room, "invite");
    if (kind === "direct") throw new ChatError("direct_no_invites");
    const at = this.deps.now();
    const invite = { id: newId(at), hash, room: id, by: by.id, createdAt: at, used: 0, ...limits };
    await this.deps.store.createInvite(invite, { at, actor: by.id, action: "invited", room: id });
    return invite;
  }

  /** The invites of a room that can still be used. */
  async list(by: Account, room: string): Promise<Invite[]> {
    const { id } = this.deps.rooms.requirePermission(by, room, "invite");
    return await this.deps.store.listInvites(id, this.deps.now());
  }

  async revoke(by: Account, room: string, invite: string): Promise<void> {
    const { id } = this.deps.rooms.requirePermission(by, room, "invite");
    const audit = { at: this.deps.now(), actor: by.id, action: "revoked" as const, room: id };
    if (!await this.deps.store.revokeInvite(id, invite, audit)) {
      throw new ChatError("no_invite");
    }
  }

  /** The room behind a code's hash, for those who hold it. @throws ChatError `not_found`. */
  async preview(
    hash: string,
  ): Promise<Pick<LiveRoom, "id" | "name" | "topic"> & { members: number }> {
    const invite = await this.deps.store.findInvite(hash, this.deps.now());
    const room = invite && this.deps.registry.get(invite.room);
    if (!room || room.archived) throw inviteExpired();
    const { id, name, topic, members } = room;
    return { id, name, topic, members: members.size };
  }

  /** Comes in by an invite; one who is in already loses nothing. */
  async accept(account: Account, hash: string): Promise<RoomView> {
    const { store, registry, rooms, now } = this.deps;
    await this.preview(hash);
    const result = await store.useInvite(hash, now(), createNotice("joined", "", account, now()));
    if (!("room" in result)) throw inviteExpired();
    const room = requireRoom(registry, result.room);
    if (result.kind === "ok") await rooms.onMemberAdded(room, account, result.entries);
    return await rooms.view(account, room.id);
  }
}

function requireRoom(registry: RoomRegistry, id: string): LiveRoom {
  const room = registry.get(id);
  if (!room) throw inviteExpired();
  return room;
}

/** The same words whatever is wrong with an invite. */
function inviteExpired(): ChatError {
  return new ChatError("invite_expired");
}
