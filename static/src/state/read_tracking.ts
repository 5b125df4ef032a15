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
  const log = own.window && keepNewest(toNewest(own.window), LEFT_ROOM_MESSAGES);
  return rooms.withRoom(state, own.room.id, {
    ...resetUnreadMarker(),
    unread: undefined,
    visitedNewest: false,
    scrollTarget: undefined,
    window: log,
  });
}

/** Of what is not in sight, one may have to know again where reading had stopped. */
export function resetUnreadMarker(): Partial<JoinedRoom> {
  return { unreadMarkerSet: false };
}

/** Marks where reading had stopped in the room that is now in sight, and what is to be seen of it. */
export function placeUnreadMarker(state: State): State {
  const own = openRoom(state);
  if (!own?.window || !state.visible) return state;
  const { route } = state;
  const parts: Partial<JoinedRoom> = {};
  if (!own.unreadMarkerSet) {
    const count = countUnread(own, state);
    parts.unreadMarkerSet = true;
    if (count > 0) {
      parts.unread = { after: own.read, count };
      const seq = own.read + 1;
      const isBeyond = state.atNewest === undefined && !own.visitedNewest &&
        !shownAt(own.window, seq);
      if (isBeyond && !own.window.detached) parts.scrollTarget = { kind: "unread", seq };
    }
  }
  if (own.scrollTarget?.kind === "unread" && shownAt(own.window, own.scrollTarget.seq)) {
    parts.scrollTarget = undefined;
  }
  // What a link to a thread aims at is shown there.
  const isNew = route !== state.consumedRoute && route.kind === "room" && route.at !== undefined &&
    route.thread === undefined;
  if (isNew) {
    parts.scrollTarget = { kind: "link", seq: route.at! };
    if (own.pageStatus === "failed") parts.pageStatus = "idle";
  }
  if (Object.keys(parts).length === 0) return state;
  return rooms.withRoom(
    { ...state, consumedRoute: isNew ? route : state.consumedRoute },
    own.room.id,
    parts,
  );
}

/** What is in sight, down to the newest message, is read. */
export function markRead(state: State): State {
  const own = openRoom(state);
  if (!own || !state.visible) return state;
  const next = markThread(state, own);
  const newest = rooms.newestSeq(own.window) ?? 0;
  if (!state.atNewest || own.window?.detached || !isReady(own) || own.read >= newest) return next;
  return rooms.changeRoom(next, own.room.id, () => ({ read: newest }));
}

function markThread(state: State, own: JoinedRoom): State {
  const { thread } = state;
  const newest = thread?.messages.at(-1)?.seq;
  if (!thread?.atNewest || newest === undefined || !own.threads) return state;
  const threads = rooms.withRead(own.threads, thread.root, newest);
  return threads === own.threads ? state : rooms.withRoom(state, own.room.id, { threads });
}
