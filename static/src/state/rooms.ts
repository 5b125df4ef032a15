import type { Message, Room } from "../../../lib/protocol/model.ts";
import type { ServerEvents } from "../../../lib/protocol/server_events.ts";
import { isJoinRef } from "../../../lib/client/subscriptions.ts";
import {
  keepNewest,
  type MessageWindow,
  resetWindow,
  updateWindow,
  WINDOW_MAX_MESSAGES,
} from "./message_window.ts";
import { peopleOf, stopTyping, withPresence } from "./presence_and_typing.ts";
import { accountOf, isMentioned } from "./selectors.ts";
import type { JoinedRoom, State, Threads, Trouble } from "./state.ts";

/** What is known of a room that one has just come to know. */
export const newRoom = {
  online: undefined,
  window: undefined,
  pageStatus: "idle",
  read: 0,
  unread: undefined,
  visitedNewest: false,
  unreadMarkerSet: false,
  scrollTarget: undefined,
  threads: undefined,
  lastPostedAt: undefined,
} as const;

/** Changes what is held of a room, or begins to hold it. */
export function withRoom(state: State, id: string, parts: Partial<JoinedRoom>): State {
  const before = state.rooms[id];
  if (!before && !parts.room) return state;
  const own = { ...newRoom, ...before, ...parts } as JoinedRoom;
  own.read = Math.max(own.read, own.room.read);
  return { ...state, rooms: { ...state.rooms, [id]: own } };
}

/** Changes a room that one is in. */
export function changeRoom(
  state: State,
  id: string,
  parts: (own: JoinedRoom) => Partial<JoinedRoom>,
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
export function withListedRooms(state: State, rooms: readonly Room[]): State {
  const next = rooms.filter((room) => room.role).reduce(mergeRoom, state);
  const others = rooms.filter((room) => !room.role && !(room.id in next.rooms));
  return { ...next, joinableRooms: others, roomListLoaded: true };
}

/** A room as the server saw it; what came over the socket meanwhile is newer. */
export function mergeRoom(state: State, room: Room): State {
  const held = state.rooms[room.id]?.room;
  if (held && held.rev > room.rev) return state;
  return withPresence(withRoom(state, room.id, { room }), peopleOf([room]));
}

export function applyJoined(state: State, line: ServerEvents["joined"]): State {
  const { room, online } = line;
  const log = state.rooms[room.id]?.window;
  const isAnew = line.reset || !log;
  const next = isAnew ? resetWindow(line) : updateWindow(log, line.messages);
  const { [room.id]: _, ...troubles } = state.troubles;
  const people = withPresence(
    withRoom(state, room.id, {
      room,
      online,
      window: next,
      // A timeline that was not drawn yet opens where reading stopped, however late its page comes.
      ...(isAnew && state.atNewest === undefined ? { unreadMarkerSet: false } : {}),
    }),
    peopleOf([room]),
  );
  return withoutOwn({ ...people, troubles });
}

/** A room is new, or looks different. */
export function applyRoomEvent(state: State, room: Room): State {
  if (!room.role) return state;
  const isNew = !(room.id in state.rooms);
  const next = mergeRoom(state, room);
  return isNew ? withoutOwn(next) : next;
}

/** One has read a room, or a thread of it, elsewhere. */
export function readElsewhere(state: State, line: ServerEvents["read"]): State {
  const { seq, thread, unread, mentions } = line;
  return changeRoom(state, line.room, ({ room, window, threads }) => {
    const upTo = Math.max(room.seq, newestSeq(window) ?? 0);
    if (thread === undefined) {
      return { room: { ...room, read: Math.max(room.read, seq), unread, mentions, seq: upTo } };
    }
    return {
      room: { ...room, unread, mentions, seq: upTo },
      threads: threads && withRead(threads, thread, seq),
    };
  });
}

/** Threads of which one was read up to a `seq`; it never goes back. */
export function withRead(threads: Threads, root: number, seq: number): Threads {
  if ((threads.read[root] ?? 0) >= seq) return threads;
  return { ...threads, read: { ...threads.read, [root]: seq } };
}

/** A message or a notice, new or changed. */
export function applyMessage(state: State, line: Message): State {
  const own = state.rooms[line.room];
  if (!own?.window) return state;
  const room = line.type === "system" ? retold(own, line) : own.room;
  const threads = followed(state, own, line);
  const log = bounded(state, line.room, updateWindow(own.window, [line]));
  const next = withRoom(state, line.room, { window: log, room, threads });
  return line.type === "message" ? stopTyping(next, line.room, line.userId) : next;
}

/** Messages that are kept of a room that one does not look at; more than that are "999+". */
const CLOSED_ROOM_MESSAGES = 1_000;

/** What is kept of the newest that nobody looks back from. */
function bounded(state: State, room: string, log: MessageWindow): MessageWindow {
  const isOpen = state.route.kind === "room" && state.route.id === room;
  const isFar = log.messages.length > WINDOW_MAX_MESSAGES && (!isOpen || state.atNewest === true);
  return isFar && !log.detached ? keepNewest(log, CLOSED_ROOM_MESSAGES) : log;
}

/** Whoever says something in a thread, or is called in it, is part of it. */
function followed(state: State, { threads }: JoinedRoom, line: Message): Threads | undefined {
  const { thread, userId } = line;
  const me = accountOf(state);
  if (!threads || thread === undefined || me === undefined) return threads;
  const mine = userId === me;
  if (!mine && !isMentioned(line, me)) return threads;
  const next = mine ? withRead(threads, thread, line.seq) : threads;
  return next.followed[thread] ? next : { ...next, followed: { ...next.followed, [thread]: true } };
}

/** A room that does not let one in is not one's own. */
export function applyError(state: State, { room, code, ref }: ServerEvents["error"]): State {
  if (room === undefined || !isJoinRef(ref)) return state;
  return code === "not_found" || code === "forbidden" ? withoutRoom(state, room, code) : state;
}

export function applyLeft(state: State, { room, reason }: ServerEvents["left"]): State {
  // Who left knows it, and of a deleted room there is nothing to ask for.
  return reason === "removed" || reason === "banned"
    ? withoutRoom(state, room, reason)
    : withoutRoom(state, room);
}

/** How many members of a room are here, and which of them came and went. */
export function applyPresence(
  state: State,
  { room, online, people }: ServerEvents["presence"],
): State {
  return withPresence(changeRoom(state, room, () => ({ online })), people);
}

const MEMBER_COUNT_CHANGES: Readonly<Record<string, number>> = {
  joined: 1,
  left: -1,
  removed: -1,
  banned: -1,
};

/** The room as a notice that is new tells that it is now. */
function retold({ room, window }: JoinedRoom, line: ServerEvents["system"]): Room {
  if (line.rev <= room.rev) return room;
  const next = { ...room, rev: line.rev };
  const { kind, count, value } = line.event;
  const before = window?.messages.find(({ seq }) => seq === line.seq);
  const counted = before?.type === "system" ? before.event.count : 0;
  const members = Math.max(1, room.members + (MEMBER_COUNT_CHANGES[kind] ?? 0) * (count - counted));
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
  return {
    ...state,
    joinableRooms: state.joinableRooms.filter((room) => !(room.id in state.rooms)),
  };
}

export function newestSeq(log: MessageWindow | undefined): number | undefined {
  return log && (log.messages.at(-1)?.seq ?? 0);
}
