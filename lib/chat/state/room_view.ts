import type { Room as RoomView } from "../../protocol/model.ts";
import type { ReadState } from "../../store/store.ts";
import type { Deps } from "./broadcast.ts";
import type { Room } from "./room_registry.ts";

/** People of a direct room that its view names; the rest is counted. */
const NAMED = 8;

/** How a room that one is not in has been read. */
const UNREAD: ReadState = { read: 0, unread: 0, mentions: 0, level: "mentions" };

/** Rooms as an account sees them, with what waits there. */
export async function viewsOf(
  deps: Deps,
  rooms: Iterable<Room>,
  account: string,
): Promise<RoomView[]> {
  const list = [...rooms];
  const own = list.filter((room) => room.members.has(account)).map(({ id }) => id);
  const states = own.length === 0
    ? new Map<string, ReadState>()
    : await deps.store.readStates(account, own);
  // The rooms are looked at after the wait, so that a view is never older than the answer it is in.
  return list.map((room) => view(deps, room, account, states.get(room.id) ?? UNREAD));
}

/** A room as an account sees it. */
export async function viewOf(deps: Deps, room: Room, account: string): Promise<RoomView> {
  const [only] = await viewsOf(deps, [room], account);
  return only!;
}

function view(deps: Deps, room: Room, account: string, state: ReadState): RoomView {
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
    read: state.read,
    unread: state.unread,
    mentions: state.mentions,
    level: state.level,
    ...(role ? { role } : {}),
    ...(until ? { mutedUntil: new Date(until).toISOString() } : {}),
    ...(room.kind === "direct" ? { people: othersOf(deps, room, account) } : {}),
  };
}

function othersOf({ registry, presence }: Deps, room: Room, account: string) {
  return [...room.members.keys()].filter((id) => id !== account).slice(0, NAMED)
    .map((id) => ({ ...registry.named(id), presence: presence.of({ id }).presence }));
}
