import type { Lines, Message, Room } from "../../../lib/protocol/lines.ts";
import { isJoin } from "../../../lib/client/rooms.ts";
import { type Log, reset, update } from "./log.ts";
import { peopleOf, seen, stopTyping } from "./people.ts";
import type { OwnRoom, State, Trouble } from "./state.ts";

/** What is known of a room that one has just come to know. */
export const fresh = {
  online: undefined,
  log: undefined,
  page: "idle",
  read: undefined,
  unread: undefined,
  spoke: undefined,
} as const;

/** Changes what is held of a room, or begins to hold it. */
export function withRoom(state: State, id: string, parts: Partial<OwnRoom>): State {
  const before = state.rooms[id];
  if (!before && !parts.room) return state;
  const own = { ...fresh, ...before, ...parts } as OwnRoom;
  own.read ??= last(own.log);
  return { ...state, rooms: { ...state.rooms, [id]: own } };
}

/** Changes a room that one is in. */
export function change(
  state: State,
  id: string,
  parts: (own: OwnRoom) => Partial<OwnRoom>,
): State {
  const own = state.rooms[id];
  return own ? withRoom(state, id, parts(own)) : state;
}

/** Without a room, and with the reason for those who look for it. */
export function withoutRoom(state: State, id: string, trouble?: Trouble): State {
  const { [id]: own, ...rooms } = state.rooms;
  const { [id]: _, ...typing } = state.typing;
  const troubles = trouble ? { ...state.troubles, [id]: trouble } : state.troubles;
  return own || trouble ? { ...state, rooms, typing, troubles } : state;
}

/** The rooms that the server lists: one's own, and those that one may enter. */
export function listed(state: State, rooms: readonly Room[]): State {
  const next = rooms.filter((room) => room.role).reduce(withNews, state);
  const others = rooms.filter((room) => !room.role && !(room.id in next.rooms));
  return { ...next, others, listed: true };
}

/** A room as the server saw it; what came over the socket meanwhile is newer. */
export function withNews(state: State, room: Room): State {
  const held = state.rooms[room.id]?.room;
  if (held && held.rev > room.rev) return state;
  return seen(withRoom(state, room.id, { room }), peopleOf([room]));
}

export function joined(state: State, line: Lines["joined"]): State {
  const { room, online } = line;
  const log = state.rooms[room.id]?.log;
  const next = line.reset || !log ? reset(line) : update(log, line.messages);
  const { [room.id]: _, ...troubles } = state.troubles;
  const people = seen(withRoom(state, room.id, { room, online, log: next }), peopleOf([room]));
  return withoutOwn({ ...people, troubles });
}

/** A room is new, or looks different. Those who write to one directly have not been read yet. */
export function changed(state: State, room: Room): State {
  if (!room.role) return state;
  const isNew = !(room.id in state.rooms);
  const next = withNews(state, room);
  if (!isNew) return next;
  const unread = room.kind === "direct" ? withRoom(next, room.id, { read: 0 }) : next;
  return withoutOwn(unread);
}

/** A message or a notice, new or changed. */
export function told(state: State, line: Message): State {
  const own = state.rooms[line.room];
  if (!own?.log) return state;
  const room = line.type === "system" ? retold(own, line) : own.room;
  const next = withRoom(state, line.room, { log: update(own.log, [line]), room });
  return line.type === "message" ? stopTyping(next, line.room, line.userId) : next;
}

/** A room that does not let one in is not one's own. */
export function refused(state: State, { room, code, ref }: Lines["error"]): State {
  if (room === undefined || !isJoin(ref)) return state;
  return code === "not_found" || code === "forbidden" ? withoutRoom(state, room, code) : state;
}

export function left(state: State, { room, reason }: Lines["left"]): State {
  return withoutRoom(state, room, reason === "left" ? undefined : reason);
}

/** How many members of a room are here, and which of them came and went. */
export function attended(state: State, { room, online, people }: Lines["presence"]): State {
  return seen(change(state, room, () => ({ online })), people);
}

const MOVES: Readonly<Record<string, number>> = { joined: 1, left: -1, removed: -1, banned: -1 };

/** The room as a notice that is new tells that it is now. */
function retold({ room, log }: OwnRoom, line: Lines["system"]): Room {
  if (line.rev <= room.rev) return room;
  const next = { ...room, rev: line.rev };
  const { kind, count, value } = line.event;
  const before = log?.messages.find(({ seq }) => seq === line.seq);
  const counted = before?.type === "system" ? before.event.count : 0;
  const members = Math.max(1, room.members + (MOVES[kind] ?? 0) * (count - counted));
  switch (kind) {
    case "renamed":
      return { ...next, name: String(value) };
    case "topic":
      return { ...next, topic: String(value ?? "") };
    case "slowed":
      return { ...next, slow: Number(value) };
    case "archived":
    case "restored":
      return { ...next, archived: kind === "archived" };
    default:
      return { ...next, members };
  }
}

/** What one is in is not among the others. */
export function withoutOwn(state: State): State {
  return { ...state, others: state.others.filter((room) => !(room.id in state.rooms)) };
}

export function last(log: Log | undefined): number | undefined {
  return log && (log.messages.at(-1)?.seq ?? 0);
}
