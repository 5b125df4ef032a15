import type { PresenceStatus as State } from "../../protocol/model.ts";
import type { Account, Store } from "../../store/store.ts";
import type { Hub, Subscriber } from "../fanout/hub.ts";
import { encodeEvent } from "../fanout/serialize.ts";
import type { LiveRoom, RoomRegistry } from "./room_registry.ts";

/** Members online up to which a room hears who came and went; a larger one hears only how many there are. */
const MAX_ONLINE_FOR_PRESENCE_LIST = 100;

/** Milliseconds that someone without a connection still counts as here: a page that reloads is not gone. */
const DISCONNECT_GRACE_MS = 3_000;

export interface PresenceTrackerDeps {
  store: Pick<Store, "markSeen">;
  registry: RoomRegistry;
  hub: Hub;
  now: () => number;
}

interface AccountPresence {
  /** Every open connection of the account, and whether somebody is there behind it. */
  connections: Map<Subscriber, "active" | "idle">;
  status: State;
  /** Ends the waiting for a connection to come back. */
  cancelExpiry?: () => void;
}

/** Someone's presence; `seenAt` in milliseconds since 1970, for those who are offline. */
export interface PresenceInfo {
  presence: State;
  seenAt?: number;
}

/**
 * Who is here, counted over all connections of an account. Nothing of it is kept but when somebody was
 * last seen; rooms hear of changes, in the frames that leave anyway.
 */
export class PresenceTracker {
  #accounts = new Map<string, AccountPresence>();
  #onlineByRoom = new Map<string, number>();
  #changedByRoom = new Map<string, Set<string>>();
  #unsavedSeenAt = new Map<string, number>();

  constructor(private readonly deps: PresenceTrackerDeps) {}

  connect(account: Account, connection: Subscriber): void {
    let presence = this.#accounts.get(account.id);
    if (!presence) {
      this.#accounts.set(account.id, presence = { connections: new Map(), status: "offline" });
    }
    presence.cancelExpiry?.();
    presence.connections.set(connection, "active");
    this.#update(account.id, presence);
  }

  disconnect(account: Account, connection: Subscriber): void {
    const presence = this.#accounts.get(account.id);
    if (!presence?.connections.delete(connection)) return;
    if (presence.connections.size > 0) return this.#update(account.id, presence);
    presence.cancelExpiry = this.deps.hub.timer.after(
      DISCONNECT_GRACE_MS,
      () => this.#expire(account.id),
    );
  }

  /** Forgets everyone who is not connected, without waiting. */
  stop(): void {
    for (const [account, { connections, cancelExpiry }] of this.#accounts) {
      cancelExpiry?.();
      if (connections.size === 0) this.#expire(account);
    }
  }

  /** Whether somebody is there behind a connection. */
  setActivity(account: Account, connection: Subscriber, activity: "active" | "idle"): void {
    const presence = this.#accounts.get(account.id);
    if (!presence?.connections.has(connection)) return;
    presence.connections.set(connection, activity);
    this.#update(account.id, presence);
  }

  /** All connections of an account. */
  connectionsOf(account: string): Iterable<Subscriber> {
    return this.#accounts.get(account)?.connections.keys() ?? [];
  }

  infoOf({ id, seenAt: storedSeenAt }: Pick<Account, "id" | "seenAt">): PresenceInfo {
    const presence = this.#accounts.get(id)?.status ?? "offline";
    const seenAt = this.#unsavedSeenAt.get(id) ?? storedSeenAt;
    return presence === "offline" && seenAt !== undefined ? { presence, seenAt } : { presence };
  }

  /** How many members of a room are online or away. */
  onlineCount(room: string): number {
    return this.#onlineByRoom.get(room) ?? 0;
  }

  /** Someone became a member of a room, or is one no more. */
  onMembershipChanged(room: string, account: string, change: 1 | -1): void {
    if (this.#accounts.has(account)) this.#addOnline(room, change);
    this.#publish(room, account);
  }

  #expire(account: string): void {
    const presence = this.#accounts.get(account);
    if (!presence) return;
    this.#accounts.delete(account);
    this.#update(account, presence);
    const at = this.deps.now();
    this.#unsavedSeenAt.set(account, at);
    // Best effort: it only tells others when someone was last here.
    this.deps.store.markSeen([account], at).then(
      () => this.#unsavedSeenAt.delete(account),
      () => {},
    );
  }

  #update(account: string, presence: AccountPresence): void {
    const activities = [...presence.connections.values()];
    const status = activities.length === 0
      ? "offline"
      : activities.includes("active")
      ? "online"
      : "away";
    const previous = presence.status;
    if (status === previous) return;
    presence.status = status;
    for (const { id } of this.deps.registry.roomsOf(account)) {
      if (previous === "offline") this.#addOnline(id, 1);
      else if (status === "offline") this.#addOnline(id, -1);
      this.#publish(id, account);
    }
  }

  #addOnline(room: string, change: 1 | -1): void {
    this.#onlineByRoom.set(room, this.onlineCount(room) + change);
  }

  #publish(room: string, account: string): void {
    const changed = this.#changedByRoom.get(room);
    if (changed) changed.add(account);
    else this.#changedByRoom.set(room, new Set([account]));
    if (!this.deps.hub.publishTransient(room, "presence", () => this.#encodeEvent(room))) {
      this.#changedByRoom.delete(room);
    }
  }

  #encodeEvent(id: string): string | undefined {
    const changed = this.#changedByRoom.get(id);
    this.#changedByRoom.delete(id);
    const room: LiveRoom | undefined = this.deps.registry.get(id);
    if (!changed || !room) return undefined;
    const online = this.onlineCount(id);
    const listed = online > MAX_ONLINE_FOR_PRESENCE_LIST
      ? []
      : [...changed].filter((account) => room.members.has(account));
    const people = listed.map((account) => {
      const { presence, seenAt } = this.infoOf({ id: account });
      const lastSeen = seenAt === undefined ? {} : { lastSeen: new Date(seenAt).toISOString() };
      return { id: account, presence, ...lastSeen };
    });
    return encodeEvent({ type: "presence", room: id, online, people });
  }
}
