import type { WriteLimits } from "../../ops/write_limits.ts";
import type { Line } from "../../protocol/model.ts";
import type { Entry, Store } from "../../store/store.ts";
import { announce } from "./push_room_view.ts";
import type { Hub, Listener } from "../fanout/hub.ts";
import { lineOf, write } from "../fanout/serialize.ts";
import type { Presence } from "./presence.ts";
import type { Registry, Room } from "./room_registry.ts";

/** What the rules work with. */
export interface Deps {
  store: Store;
  registry: Registry;
  hub: Hub;
  presence: Presence;
  /** The id of the history that the positions of all rooms belong to. */
  history: string;
  writeLimits: WriteLimits;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Tells a room of what was committed to its log; people who come and go can wait. A new entry brings the
 * room back to those who have hidden it.
 */
export function tell(deps: Deps, room: Room, entries: readonly Entry[]): void {
  const { registry, hub } = deps;
  for (const entry of entries) {
    registry.advance(room, entry);
    const { seq, rev, event } = entry;
    const canWait = event?.kind === "joined" || event?.kind === "left";
    hub.publish(room.id, { seq, rev, line: write(lineOf(entry)) }, canWait);
  }
  for (const account of registry.takeReturned(room)) {
    // Best effort: a connection that misses it learns of the room from its next welcome.
    announce(deps, room, account).catch(() => {});
  }
}

/** Tells the connections of an account what is only its own affair. */
export function tellOwn({ presence }: Deps, account: string, line: Line, except?: Listener): void {
  const text = write(line);
  for (const listener of presence.listeners(account)) {
    if (listener !== except) listener.send(text);
  }
}
