import { DIRECT_ROOM_PEOPLE_MAX } from "../../protocol/limits.ts";
import type { Room as RoomView } from "../../protocol/model.ts";
import type { ReadState } from "../../store/store.ts";
import type { ChatContext } from "./broadcast.ts";
import type { LiveRoom } from "./room_registry.ts";

/** How a room that one is not in has been read. */
const NOT_JOINED_READ_STATE: ReadState = { read: 0, unread: 0, mentions: 0, level: "mentions" };

/** Rooms as an account sees them, with what waits there. */
export async function toRoomViews(
  context: ChatContext,
  rooms: Iterable<LiveRoom>,
  account: string,
): Promise<RoomView[]> {
  const list = [...rooms];
  const joined = list.filter((room) => room.members.has(account)).map(({ id }) => id);
  const states = joined.length === 0
    ? new Map<string, ReadState>()
    : await context.store.readStates(account, joined);
  // The rooms are looked at after the wait, so that a view is never older than the answer it is in.
  return list.map((room) =>
    buildRoomView(context, room, account, states.get(room.id) ?? NOT_JOINED_READ_STATE)
  );
}

/** A room as an account sees it. */
export async function toRoomView(
  context: ChatContext,
  room: LiveRoom,
  account: string,
): Promise<RoomView> {
  const [view] = await toRoomViews(context, [room], account);
  return view!;
}

function buildRoomView(
  context: ChatContext,
  room: LiveRoom,
  account: string,
  state: ReadState,
): RoomView {
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
    ...(room.kind === "direct" ? { people: otherMembers(context, room, account) } : {}),
  };
}

function otherMembers({ registry, presence }: ChatContext, room: LiveRoom, account: string) {
  return [...room.members.keys()].filter((id) => id !== account).slice(0, DIRECT_ROOM_PEOPLE_MAX)
    .map((id) => ({ ...registry.personRef(id), presence: presence.infoOf({ id }).presence }));
}
