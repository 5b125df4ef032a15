import type { WriteLimits } from "../../ops/write_limits.ts";
import type { ServerEvent } from "../../protocol/server_events.ts";
import type { Entry, Store } from "../../store/store.ts";
import { pushRoomView } from "./push_room_view.ts";
import type { Hub, Subscriber } from "../fanout/hub.ts";
import { encodeEvent, toMessage } from "../fanout/serialize.ts";
import type { PresenceTracker } from "./presence.ts";
import type { LiveRoom, RoomRegistry } from "./room_registry.ts";

/** What the rules work with. */
export interface ChatContext {
  store: Store;
  registry: RoomRegistry;
  hub: Hub;
  presence: PresenceTracker;
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
export function broadcastEntries(
  context: ChatContext,
  room: LiveRoom,
  entries: readonly Entry[],
): void {
  const { registry, hub } = context;
  for (const entry of entries) {
    registry.advance(room, entry);
    const { seq, rev, event } = entry;
    const isDeferrable = event?.kind === "joined" || event?.kind === "left";
    hub.publish(room.id, { seq, rev, line: encodeEvent(toMessage(entry)) }, isDeferrable);
  }
  for (const account of registry.unhideActive(room)) {
    // Best effort: a connection that misses it learns of the room from its next welcome.
    pushRoomView(context, room, account).catch(() => {});
  }
}

/** Tells the connections of an account what is only its own affair. */
export function sendToAccount(
  { presence }: ChatContext,
  account: string,
  event: ServerEvent,
  except?: Subscriber,
): void {
  const line = encodeEvent(event);
  for (const connection of presence.connectionsOf(account)) {
    if (connection !== except) connection.send(line);
  }
}
