import type { Presence as State } from "../../protocol/model.ts";
import type { Account, Store } from "../../store/store.ts";
import type { Hub, Listener } from "../fanout/hub.ts";
import { write } from "../fanout/serialize.ts";
import type { Registry, Room } from "./room_registry.ts";

/** Members online up to which a room hears who came and went; a larger one hears only how many there are. */
const SMALL = 100;

/** Milliseconds that someone without a connection still counts as here: a page that reloads is not gone. */
const LINGER = 3_000;

export interface PresenceDeps {
  store: Pick<Store, "markSeen">;
  registry: Registry;
  hub: Hub;
  now: () => number;
}

interface Attendance {
  /** Every open connection of the account, and whether somebody is there behind it. */
  listeners: Map<Listener, "active" | "idle">;
  state: State;
  /** Ends the waiting for a connection to come back. */
  cancel?: () => void;
}

/** Someone's presence; `seenAt` in milliseconds since 1970, for those who are offline. */
export interface Seen {
  presence: State;
  seenAt?: number;
}

/**
 * Who is here, counted over all connections of an account. Nothing of it is kept but when somebody was
 * last seen; rooms hear of changes, in the frames that leave anyway.
 */
export class Presence {
  #accounts = new Map<string, Attendance>();
  #online = new Map<string, number>();
  #changed = new Map<string, Set<string>>();
  #seen = new Map<string, number>();

  constructor(private readonly deps: PresenceDeps) {}

  connect(account: Account, listener: Listener): void {
    let attendance = this.#accounts.get(account.id);
    if (!attendance) {
      this.#accounts.set(account.id, attendance = { listeners: new Map(), state: "offline" });
    }
    attendance.cancel?.();
    attendance.listeners.set(listener, "active");
    this.#settle(account.id, attendance);
  }

  disconnect(account: Account, listener: Listener): void {
    const attendance = this.#accounts.get(account.id);
    if (!attendance?.listeners.delete(listener)) return;
    if (attendance.listeners.size > 0) return this.#settle(account.id, attendance);
    attendance.cancel = this.deps.hub.timer.after(LINGER, () => this.#leave(account.id));
  }

  /** Forgets everyone who is not connected, without waiting. */
  stop(): void {
    for (const [account, { listeners, cancel }] of this.#accounts) {
      cancel?.();
      if (listeners.size === 0) this.#leave(account);
    }
  }

  /** Whether somebody is there behind a connection. */
  set(account: Account, listener: Listener, state: "active" | "idle"): void {
    const attendance = this.#accounts.get(account.id);
    if (!attendance?.listeners.has(listener)) return;
    attendance.listeners.set(listener, state);
    this.#settle(account.id, attendance);
  }

  /** All connections of an account. */
  listeners(account: string): Iterable<Listener> {
    return this.#accounts.get(account)?.listeners.keys() ?? [];
  }

  of({ id, seenAt: stored }: Pick<Account, "id" | "seenAt">): Seen {
    const presence = this.#accounts.get(id)?.state ?? "offline";
    const seenAt = this.#seen.get(id) ?? stored;
    return presence === "offline" && seenAt !== undefined ? { presence, seenAt } : { presence };
  }

  /** How many members of a room are online or away. */
  count(room: string): number {
    return this.#online.get(room) ?? 0;
  }

  /** Someone became a member of a room, or is one no more. */
  moved(room: string, account: string, by: 1 | -1): void {
    if (this.#accounts.has(account)) this.#add(room, by);
    this.#tell(room, account);
  }

  #leave(account: string): void {
    const attendance = this.#accounts.get(account);
    if (!attendance) return;
    this.#accounts.delete(account);
    this.#settle(account, attendance);
    const at = this.deps.now();
    this.#seen.set(account, at);
    // Best effort: it only tells others when someone was last here.
    this.deps.store.markSeen([account], at).then(() => this.#seen.delete(account), () => {});
  }

  #settle(account: string, attendance: Attendance): void {
    const states = [...attendance.listeners.values()];
    const state = states.length === 0 ? "offline" : states.includes("active") ? "online" : "away";
    const before = attendance.state;
    if (state === before) return;
    attendance.state = state;
    for (const { id } of this.deps.registry.of(account)) {
      if (before === "offline") this.#add(id, 1);
      else if (state === "offline") this.#add(id, -1);
      this.#tell(id, account);
    }
  }

  #add(room: string, by: 1 | -1): void {
    this.#online.set(room, this.count(room) + by);
  }

  #tell(room: string, account: string): void {
    const changed = this.#changed.get(room);
    if (changed) changed.add(account);
    else this.#changed.set(room, new Set([account]));
    if (!this.deps.hub.whisper(room, "presence", () => this.#line(room))) {
      this.#changed.delete(room);
    }
  }

  #line(id: string): string | undefined {
    const changed = this.#changed.get(id);
    this.#changed.delete(id);
    const room: Room | undefined = this.deps.registry.get(id);
    if (!changed || !room) return undefined;
    const online = this.count(id);
    const told = online > SMALL ? [] : [...changed].filter((account) => room.members.has(account));
    const people = told.map((account) => {
      const { presence, seenAt } = this.of({ id: account });
      const lastSeen = seenAt === undefined ? {} : { lastSeen: new Date(seenAt).toISOString() };
      return { id: account, presence, ...lastSeen };
    });
    return write({ type: "presence", room: id, online, people });
  }
}
