import type { Room } from "../../../lib/protocol/model.ts";
import { compareRoomNames, directRooms, otherRooms, ownRooms } from "./selectors.ts";
import type { State } from "./state.ts";

/** All rooms that the client knows of: the user's own first, then the joinable ones, and those that the server found. */
export function knownRooms(state: State): Room[] {
  const own = [...ownRooms(state), ...directRooms(state)].map(({ room }) => room);
  const found = state.lists.namedRooms?.items ?? [];
  const joinable = [...found, ...otherRooms(state)]
    .filter(({ id, archived }) => !archived && !(id in state.rooms));
  const each = new Map(joinable.map((room) => [room.id, room])).values();
  return [...own, ...[...each].sort(compareRoomNames)];
}
