import { isGuest } from "../../protocol/guests.ts";
import { DIRECT_ROOM_PEOPLE_MAX } from "../../protocol/limits.ts";
import type { Person, Room as RoomView } from "../../protocol/model.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { hasPermission } from "../../protocol/permissions.ts";
import type { Account } from "../../store/store.ts";
import { broadcastEntries, type ChatContext } from "../state/broadcast.ts";
import type { PeoplePageOptions } from "../rooms/members.ts";
import { createNotice } from "../rooms/notices.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { encodeEvent, toOwnAccount, toPersonRef } from "../fanout/serialize.ts";

/** Whom one may find, write to, and keep away from. Throws ChatError. */
export class People {
  constructor(private readonly deps: ChatContext & { rooms: Rooms }) {}

  /** Those who can sign in, by name; guests are found in the rooms that one shares with them. */
  async list(_account: Account, options: PeoplePageOptions): Promise<Account[]> {
    return await this.deps.store.listAccounts({ ...options, guests: false });
  }

  /** Someone as others see them. */
  view(account: Account): Person {
    const { presence, seenAt } = this.deps.presence.infoOf(account);
    return {
      id: account.id,
      name: account.name,
      role: account.role,
      guest: isGuest(account),
      presence,
      ...(seenAt === undefined ? {} : { lastSeen: new Date(seenAt).toISOString() }),
    };
  }

  /** The direct room of an account and some others: the same people always get the same one. */
  async openDirectRoom(account: Account, others: readonly string[]): Promise<RoomView> {
    if (!hasPermission(account.role, "write to people")) {
      throw new ChatError("no_writing_to_people");
    }
    const ids = [...new Set([account.id, ...others])].sort();
    if (ids.length < 2) throw new ChatError("nobody_else", { field: "people" });
    if (ids.length > DIRECT_ROOM_PEOPLE_MAX) {
      throw new ChatError("too_big", {
        field: "people",
        params: { max: DIRECT_ROOM_PEOPLE_MAX - 1 },
      });
    }
    const people = await this.#requireReachable(account, ids);
    const id = await directRoomId(ids);
    const existing = this.deps.registry.get(id);
    if (existing) {
      await this.deps.rooms.unhide(account, existing);
      return await this.deps.rooms.view(account, id);
    }
    return await this.#createDirectRoom(account, id, people);
  }

  /** Hides somebody from an account and ends their direct messages, or takes that back. */
  async setBlocked(account: Account, other: string, blocked: boolean): Promise<void> {
    if (other === account.id) throw new ChatError("block_yourself");
    if (!await this.deps.store.findAccount(other)) throw personNotFound();
    await this.deps.store.setBlock(account.id, other, blocked);
    this.deps.registry.setBlock(account.id, other, blocked);
  }

  /** Those whom an account has blocked. */
  async listBlocked(account: Account): Promise<Account[]> {
    return await this.deps.store.findAccounts(this.deps.registry.blocksOf(account.id));
  }

  /** Follows an account that changed: its name everywhere, and what it knows of itself. */
  onAccountChanged(account: Account): void {
    const { registry, presence } = this.deps;
    registry.updatePerson(toPersonRef(account));
    const line = encodeEvent({ type: "account", account: toOwnAccount(account) });
    for (const connection of presence.connectionsOf(account.id)) connection.send(line);
  }

  /** Follows an account that was deleted: it is in no room any more. */
  onAccountDeleted(account: string): void {
    for (const room of [...this.deps.registry.roomsOf(account)]) {
      this.deps.rooms.endMembership(room, account, "removed");
    }
  }

  /** All of these accounts, if one may write to them: they exist, and nobody has blocked the other. */
  async #requireReachable(account: Account, ids: string[]): Promise<Account[]> {
    const people = await this.deps.store.findAccounts(ids);
    const isBlocked = (other: string) => this.deps.registry.isBlockedBetween(account.id, other);
    if (
      people.length < ids.length || people.some((person) => person.disabled || isBlocked(person.id))
    ) {
      throw personNotFound();
    }
    return people;
  }

  async #createDirectRoom(account: Account, id: string, people: Account[]): Promise<RoomView> {
    const { store, registry, presence, rooms, writeLimits, now } = this.deps;
    writeLimits.chargeDirectRoom(account);
    const at = now();
    const room = { id, name: "", topic: "", kind: "direct", archived: false, slow: 0 } as const;
    const stored = { ...room, createdAt: at };
    const members = people.map((person) => ({ account: person.id, role: "member" as const }));
    const result = await store.createRoom(
      stored,
      members,
      createNotice("created", id, account, at),
    );
    if (result.kind === "ok") {
      const added = registry.add({ ...stored, seq: 0, rev: 0 });
      for (const person of people) {
        registry.addMember(id, toPersonRef(person), "member");
        presence.onMembershipChanged(id, person.id, 1);
      }
      broadcastEntries(this.deps, added, result.entries);
      await Promise.all(people.map((person) => rooms.pushRoomView(added, person.id)));
    }
    return await rooms.view(account, id);
  }
}

/** The same words for nobody and for somebody who is out of reach. */
function personNotFound(): ChatError {
  return new ChatError("no_person");
}

/** An address that is made of who is in the room, so that the same people meet in the same one. */
async function directRoomId(ids: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(ids.join(" "));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `d-${digest.slice(0, 16).toHex()}`;
}
