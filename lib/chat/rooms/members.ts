import type { RoomRole } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { outranks, type Permission } from "../../protocol/permissions.ts";
import type { Account, MemberChangeResult } from "../../store/store.ts";
import { broadcastEntries, type ChatContext } from "../state/broadcast.ts";
import { createModerationRecord } from "./notices.ts";
import type { LiveRoom } from "../state/room_registry.ts";
import type { Rooms } from "./rooms.ts";

/** One page of a list of people, after the last of the page before. */
export interface PeoplePageOptions {
  query?: string;
  after?: { name: string; id: string };
  limit: number;
}

/** What owners and operators may do to members. Throws ChatError; each act is told and logged. */
export class Members {
  constructor(private readonly deps: ChatContext & { rooms: Rooms }) {}

  /** The members of a room that an account may see, by name. */
  async list(account: Account, id: string, options: PeoplePageOptions) {
    this.deps.rooms.requireVisible(account, id);
    return await this.deps.store.listMembers(id, options);
  }

  /** Ends a membership; who is removed may come back where the room is public. */
  async remove(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#authorize(by, id, "remove", target);
    const record = createModerationRecord("removed", id, by, this.deps.now(), { subject });
    this.#publish(room, await this.deps.store.removeMember(id, target, record));
    this.deps.rooms.endMembership(room, target, "removed");
  }

  /** Ends a membership and keeps the account out until the ban is lifted. */
  async ban(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#authorize(by, id, "ban", target);
    const record = createModerationRecord("banned", id, by, this.deps.now(), { subject });
    this.#publish(room, await this.deps.store.removeMember(id, target, record, true));
    room.bans.add(target);
    this.deps.rooms.endMembership(room, target, "banned");
  }

  async liftBan(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#authorize(by, id, "ban", target);
    const record = createModerationRecord("unbanned", id, by, this.deps.now(), { subject });
    this.#publish(room, await this.deps.store.liftBan(id, target, record));
    room.bans.delete(target);
  }

  /** Those who are banned from a room. */
  async listBans(by: Account, id: string): Promise<Account[]> {
    this.deps.rooms.requirePermission(by, id, "ban");
    return await this.deps.store.listBans(id);
  }

  /** Keeps a member from writing for some minutes; 0 ends it. */
  async mute(by: Account, id: string, target: string, minutes: number): Promise<void> {
    const { room, subject } = await this.#authorize(by, id, "mute", target);
    const now = this.deps.now();
    const until = minutes === 0 ? 0 : now + minutes * 60_000;
    const record = minutes === 0
      ? createModerationRecord("unmuted", id, by, now, { subject })
      : createModerationRecord("muted", id, by, now, { subject, value: minutes });
    this.#publish(room, await this.deps.store.muteMember(id, target, until, record));
    if (until === 0) room.mutes.delete(target);
    else room.mutes.set(target, until);
    await this.deps.rooms.pushRoomView(room, target);
  }

  /** Makes a member an owner, or an owner a member. */
  async setRole(by: Account, id: string, target: string, role: RoomRole): Promise<void> {
    const { room, subject } = await this.#authorize(by, id, "make owners", target);
    const kind = role === "owner" ? "promoted" : "demoted";
    const record = createModerationRecord(kind, id, by, this.deps.now(), { subject });
    this.#publish(room, await this.deps.store.setMemberRole(id, target, role, record));
    if (room.members.has(target)) room.members.set(target, role);
    await this.deps.rooms.pushRoomView(room, target);
  }

  async #authorize(by: Account, id: string, permission: Permission, target: string) {
    const room = this.deps.rooms.requirePermission(by, id, permission);
    if (room.kind === "direct") throw new ChatError("direct_no_roles");
    const subject = await this.deps.store.findAccount(target);
    if (!subject) throw new ChatError("no_member");
    if (outranks(subject.role, by.role)) {
      throw new ChatError("member_outranks", { params: { role: subject.role } });
    }
    return { room, subject };
  }

  #publish(room: LiveRoom, result: MemberChangeResult): void {
    if (result.kind === "absent") throw new ChatError("no_member");
    if (result.kind === "last_owner") {
      throw new ChatError("last_owner");
    }
    broadcastEntries(this.deps, room, result.entries);
  }
}
