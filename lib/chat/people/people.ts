import type { Person, Room as RoomView } from "../../protocol/model.ts";
import { Refused } from "../../protocol/chat_error.ts";
import { can } from "../../protocol/permissions.ts";
import type { Account } from "../../store/store.ts";
import { type Deps, tell } from "../state/broadcast.ts";
import type { ListOptions } from "../rooms/members.ts";
import { noticeOf } from "../rooms/notices.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { namedOf, selfOf, write } from "../fanout/serialize.ts";

/** People in one direct room, oneself included. */
const MOST = 8;

/** Whom one may find, write to, and keep away from. Refuses with Refused. */
export class People {
  constructor(private readonly deps: Deps & { rooms: Rooms }) {}

  /** Those who can sign in, by name; guests are found in the rooms that one shares with them. */
  async list(_account: Account, options: ListOptions): Promise<Account[]> {
    return await this.deps.store.listAccounts({ ...options, guests: false });
  }

  /** Someone as others see them. */
  view(account: Account): Person {
    const { presence, seenAt } = this.deps.presence.of(account);
    return {
      id: account.id,
      name: account.name,
      role: account.role,
      guest: account.username === undefined,
      presence,
      ...(seenAt === undefined ? {} : { lastSeen: new Date(seenAt).toISOString() }),
    };
  }

  /** The direct room of an account and some others: the same people always get the same one. */
  async direct(account: Account, others: readonly string[]): Promise<RoomView> {
    if (!can(account.role, "write to people")) {
      throw new Refused("no_writing_to_people");
    }
    const ids = [...new Set([account.id, ...others])].sort();
    if (ids.length < 2) throw new Refused("nobody_else", { field: "people" });
    if (ids.length > MOST) {
      throw new Refused("too_big", { field: "people", params: { max: MOST - 1 } });
    }
    const people = await this.#reachable(account, ids);
    const id = await addressOf(ids);
    const existing = this.deps.registry.get(id);
    if (existing) {
      await this.deps.rooms.show(account, existing);
      return await this.deps.rooms.view(account, id);
    }
    return await this.#open(account, id, people);
  }

  /** Hides somebody from an account and ends their direct messages, or takes that back. */
  async block(account: Account, other: string, blocked: boolean): Promise<void> {
    if (other === account.id) throw new Refused("block_yourself");
    if (!await this.deps.store.findAccount(other)) throw noPerson();
    await this.deps.store.setBlock(account.id, other, blocked);
    this.deps.registry.setBlock(account.id, other, blocked);
  }

  /** Those whom an account has blocked. */
  async blocked(account: Account): Promise<Account[]> {
    return await this.deps.store.findAccounts(this.deps.registry.blocksOf(account.id));
  }

  /** Follows an account that changed: its name everywhere, and what it knows of itself. */
  changed(account: Account): void {
    const { registry, presence } = this.deps;
    registry.rename(namedOf(account));
    const line = write({ type: "account", account: selfOf(account) });
    for (const listener of presence.listeners(account.id)) listener.send(line);
  }

  /** Follows an account that was deleted: it is in no room any more. */
  gone(account: string): void {
    for (const room of [...this.deps.registry.of(account)]) {
      this.deps.rooms.expel(room, account, "removed");
    }
  }

  /** All of these accounts, if one may write to them: they exist, and nobody has blocked the other. */
  async #reachable(account: Account, ids: string[]): Promise<Account[]> {
    const people = await this.deps.store.findAccounts(ids);
    const isShut = (other: string) => this.deps.registry.areApart(account.id, other);
    if (people.length < ids.length || people.some((one) => one.disabled || isShut(one.id))) {
      throw noPerson();
    }
    return people;
  }

  async #open(account: Account, id: string, people: Account[]): Promise<RoomView> {
    const { store, registry, presence, rooms, writeLimits, now } = this.deps;
    writeLimits.chargeDirectRoom(account);
    const at = now();
    const room = { id, name: "", topic: "", kind: "direct", archived: false, slow: 0 } as const;
    const stored = { ...room, createdAt: at };
    const members = people.map((one) => ({ account: one.id, role: "member" as const }));
    const result = await store.createRoom(stored, members, noticeOf("created", id, account, at));
    if (result.kind === "ok") {
      const added = registry.add({ ...stored, seq: 0, rev: 0 });
      for (const one of people) {
        registry.enter(id, namedOf(one), "member");
        presence.moved(id, one.id, 1);
      }
      tell(this.deps, added, result.entries);
      await Promise.all(people.map((one) => rooms.announce(added, one.id)));
    }
    return await rooms.view(account, id);
  }
}

/** The same words for nobody and for somebody who is out of reach. */
function noPerson(): Refused {
  return new Refused("no_person");
}

/** An address that is made of who is in the room, so that the same people meet in the same one. */
async function addressOf(ids: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(ids.join(" "));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `d-${digest.slice(0, 16).toHex()}`;
}
