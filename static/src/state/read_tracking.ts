import { keepNewest, shownAt, toNewest } from "./message_window.ts";
import * as rooms from "./rooms.ts";
import { countUnread, isReady, openRoom } from "./selectors.ts";
import type { JoinedRoom, State } from "./state.ts";

/** Messages that stay of a room that one has left. */
const LEFT_ROOM_MESSAGES = 500;

/** Forgets what one was looking at in a room. */
export function leaveRoom(state: State): State {
  const own = openRoom(state);
  if (!own) return state;
  const log = own.log && keepNewest(toNewest(own.log), LEFT_ROOM_MESSAGES);
  return rooms.withRoom(state, own.room.id, {
    ...resetUnreadMarker(),
    unread: undefined,
    passed: false,
    goal: undefined,
    log,
  });
}

/** Of what is not in sight, one may have to know again where reading had stopped. */
export function resetUnreadMarker(): Partial<JoinedRoom> {
  return { looked: false };
}

/** Marks where reading had stopped in the room that is now in sight, and what is to be seen of it. */
export function placeUnreadMarker(state: State): State {
  const own = openRoom(state);
  if (!own?.log || !state.visible) return state;
  const { route } = state;
  const parts: Partial<JoinedRoom> = {};
  if (!own.looked) {
    const count = countUnread(own, state);
    parts.looked = true;
    if (count > 0) {
      parts.unread = { after: own.read, count };
      const seq = own.read + 1;
      const isBeyond = state.following === undefined && !own.passed && !shownAt(own.log, seq);
      if (isBeyond && !own.log.away) parts.goal = { kind: "unread", seq };
    }
  }
  if (own.goal?.kind === "unread" && shownAt(own.log, own.goal.seq)) parts.goal = undefined;
  // What a link to a thread aims at is shown there.
  const isNew = route !== state.aimed && route.kind === "room" && route.at !== undefined &&
    route.thread === undefined;
  if (isNew) {
    parts.goal = { kind: "link", seq: route.at! };
    if (own.page === "failed") parts.page = "idle";
  }
  if (Object.keys(parts).length === 0) return state;
  return rooms.withRoom({ ...state, aimed: isNew ? route : state.aimed }, own.room.id, parts);
}

/** What is in sight, down to the newest message, is read. */
export function markRead(state: State): State {
  const own = openRoom(state);
  if (!own || !state.visible) return state;
  const next = markThread(state, own);
  const newest = rooms.newestSeq(own.log) ?? 0;
  if (!state.following || own.log?.away || !isReady(own) || own.read >= newest) return next;
  return rooms.changeRoom(next, own.room.id, () => ({ read: newest }));
}

function markThread(state: State, own: JoinedRoom): State {
  const { thread } = state;
  const newest = thread?.messages.at(-1)?.seq;
  if (!thread?.following || newest === undefined || !own.threads) return state;
  const threads = rooms.withRead(own.threads, thread.root, newest);
  return threads === own.threads ? state : rooms.withRoom(state, own.room.id, { threads });
}
