import type { ChatContext } from "./broadcast.ts";
import { encodeEvent } from "../fanout/serialize.ts";
import type { LiveRoom } from "./room_registry.ts";
import { toRoomView } from "./room_view.ts";

/** Tells all of an account's connections how a room looks to it now. */
export async function pushRoomView(
  context: ChatContext,
  room: LiveRoom,
  account: string,
): Promise<void> {
  const line = encodeEvent({ type: "room", room: await toRoomView(context, room, account) });
  if (!room.members.has(account)) return;
  for (const connection of context.presence.connectionsOf(account)) connection.send(line);
}
