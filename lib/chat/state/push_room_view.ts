import type { Deps } from "./broadcast.ts";
import { write } from "../fanout/serialize.ts";
import type { Room } from "./room_registry.ts";
import { viewOf } from "./room_view.ts";

/** Tells all of an account's connections how a room looks to it now. */
export async function announce(deps: Deps, room: Room, account: string): Promise<void> {
  const line = write({ type: "room", room: await viewOf(deps, room, account) });
  if (!room.members.has(account)) return;
  for (const listener of deps.presence.listeners(account)) listener.send(line);
}
