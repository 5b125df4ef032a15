import type { Room as RoomView } from "../protocol/lines.ts";
import type { Deps } from "./deps.ts";
import type { Room } from "./registry.ts";

/** People of a direct room that its view names; the rest is counted. */
const NAMED = 8;

type Seers = Pick<Deps, "registry" | "presence">;

/** A room as an account sees it. */
export function viewOf(deps: Seers, room: Room, account: string): RoomView {
  const role = room.members.get(account);
  const until = room.mutes.get(account);
  return {
    id: room.id,
    name: room.name,
    kind: room.kind,
    topic: room.topic,
    archived: room.archived,
    slow: room.slow,
    members: room.members.size,
    seq: room.seq,
    rev: room.rev,
    ...(role ? { role } : {}),
    ...(until ? { mutedUntil: new Date(until).toISOString() } : {}),
    ...(room.kind === "direct" ? { people: othersOf(deps, room, account) } : {}),
  };
}

function othersOf({ registry, presence }: Seers, room: Room, account: string) {
  return [...room.members.keys()].filter((id) => id !== account).slice(0, NAMED)
    .map((id) => ({ id, name: registry.nameOf(id), presence: presence.of({ id }).presence }));
}
