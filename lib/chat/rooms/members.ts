import type { RoomRole } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import { type Action, outranks } from "../../protocol/permissions.ts";
import type { Account, Acted } from "../../store/store.ts";
import { type Deps, tell } from "../state/broadcast.ts";
import { actOf } from "./notices.ts";
import type { Room } from "../state/room_registry.ts";
import type { Rooms } from "./rooms.ts";

/** One page of a list of people, after the last of the page before. */
export interface ListOptions {
  query?: string;
  after?: { name: string; id: string };
  limit: number;
}

/** What owners and operators may do to members. Refuses with Refused; each act is told and logged. */
export class Members {
  constructor(private readonly deps: Deps & { rooms: Rooms }) {}

  /** The members of a room that an account may see, by name. */
  async list(account: Account, id: string, options: ListOptions) {
    this.deps.rooms.visible(account, id);
    return await this.deps.store.listMembers(id, options);
  }

  /** Ends a membership; who is removed may come back where the room is public. */
  async remove(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#act(by, id, "remove", target);
    const act = actOf("removed", id, by, this.deps.now(), { subject });
    this.#done(room, await this.deps.store.removeMember(id, target, act));
    this.deps.rooms.expel(room, target, "removed");
  }

  /** Ends a membership and keeps the account out until the ban is lifted. */
  async ban(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#act(by, id, "ban", target);
    const act = actOf("banned", id, by, this.deps.now(), { subject });
    this.#done(room, await this.deps.store.removeMember(id, target, act, true));
    room.bans.add(target);
    this.deps.rooms.expel(room, target, "banned");
  }

  async liftBan(by: Account, id: string, target: string): Promise<void> {
    const { room, subject } = await this.#act(by, id, "ban", target);
    const act = actOf("unbanned", id, by, this.deps.now(), { subject });
    this.#done(room, await this.deps.store.liftBan(id, target, act));
    room.bans.delete(target);
  }

  /** Those who are banned from a room. */
  async listBans(by: Account, id: string): Promise<Account[]> {
    this.deps.rooms.permitted(by, id, "ban");
    return await this.deps.store.listBans(id);
  }

  /** Keeps a member from writing for some minutes; 0 ends it. */
  async mute(by: Account, id: string, target: string, minutes: number): Promise<void> {
    const { room, subject } = await this.#act(by, id, "mute", target);
    const now = this.deps.now();
    const until = minutes === 0 ? 0 : now + minutes * 60_000;
    const act = minutes === 0
      ? actOf("unmuted", id, by, now, { subject })
      : actOf("muted", id, by, now, { subject, value: minutes });
    this.#done(room, await this.deps.store.muteMember(id, target, until, act));
    if (until === 0) room.mutes.delete(target);
    else room.mutes.set(target, until);
    await this.deps.rooms.announce(room, target);
  }

  /** Makes a member an owner, or an owner a member. */
  async setRole(by: Account, id: string, target: string, role: RoomRole): Promise<void> {
    const { room, subject } = await this.#act(by, id, "make owners", target);
    const kind = role === "owner" ? "promoted" : "demoted";
    const act = actOf(kind, id, by, this.deps.now(), { subject });
    this.#done(room, await this.deps.store.setMemberRole(id, target, role, act));
    if (room.members.has(target)) room.members.set(target, role);
    await this.deps.rooms.announce(room, target);
  }

  async #act(by: Account, id: string, action: Action, target: string) {
    const room = this.deps.rooms.permitted(by, id, action);
    if (room.kind === "direct") throw new Refused("direct_no_roles");
    const subject = await this.deps.store.findAccount(target);
    if (!subject) throw new Refused("no_member");
    if (outranks(subject.role, by.role)) {
      throw new Refused("member_outranks", { params: { role: subject.role } });
    }
    return { room, subject };
  }

  #done(room: Room, result: Acted): void {
    if (result.kind === "absent") throw new Refused("no_member");
    if (result.kind === "last_owner") {
      throw new Refused("last_owner");
    }
    tell(this.deps, room, result.entries);
  }
}
