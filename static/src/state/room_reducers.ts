import type { Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import { addWindowPage, toNewest, trimWindow } from "./message_window.ts";
import { peopleOf, typingStarted, withPresence } from "./presence_and_typing.ts";
import * as messages from "./reactions.ts";
import type { Reducers } from "./reducers.ts";
import * as rooms from "./rooms.ts";
import type { State } from "./state.ts";
import type { StateChange } from "./state_change.ts";
import { applyToOpenThread, reduceThread, withRoomThreads } from "./thread_list.ts";

/** Changes of rooms, their messages and threads. */
export const roomReducers = {
  line: (state, action) => applyEvent(state, action.line),
  typing: (state, action) => typingStarted(state, action),
  spoke: (state, action) =>
    rooms.changeRoom(
      { ...state, now: Math.max(state.now, action.at) },
      action.room,
      () => ({
        lastPostedAt: action.at,
      }),
    ),
  seen: (state, action) => withPresence(state, action.people),
  outbox: (state, action) => ({ ...state, outbox: action.pending }),
  rooms: (state, action) => rooms.withListedRooms(state, action.rooms),
  ownRooms: (state, action) => withOwnRooms(state, action.rooms),
  room: (state, action) =>
    action.room.role ? rooms.withoutOwn(rooms.mergeRoom(state, action.room)) : state,
  trouble: (state, action) => ({
    ...state,
    troubles: { ...state.troubles, [action.room]: action.trouble },
  }),
  pageAsked: (state, action) =>
    rooms.changeRoom(state, action.room, () => ({ pageStatus: "loading" })),
  page: (state, action) =>
    rooms.changeRoom(state, action.room, ({ window, scrollTarget }) => {
      // A user who has gone on meanwhile does not come back to it.
      const isWanted = action.page.around === undefined ||
        scrollTarget?.seq === action.page.around;
      const added = addWindowPage(
        window,
        isWanted ? action.page : { ...action.page, around: undefined },
      );
      return added ? { window: added, pageStatus: "idle" } : { pageStatus: "idle" };
    }),
  pageFailed: (state, action) => {
    // A link is followed as soon as it can be.
    return rooms.changeRoom(state, action.room, ({ scrollTarget }) => ({
      pageStatus: "failed",
      scrollTarget: scrollTarget?.kind === "link" ? scrollTarget : undefined,
    }));
  },
  trim: (state, action) =>
    rooms.changeRoom(
      state,
      action.room,
      ({ window }) => ({ window: window && trimWindow(window, action.seq) }),
    ),
  newest: (state, action) =>
    rooms.changeRoom(state, action.room, ({ window }) => ({
      window: window && toNewest(window),
      visitedNewest: true,
      scrollTarget: undefined,
    })),
  landed: (state, action) =>
    rooms.changeRoom(state, action.room, () => ({ scrollTarget: undefined })),
  threads: (state, action) => withRoomThreads(state, action.room, action),
  threadLanded: (state) => ({ ...state, consumedRoute: state.route }),
  threadAsked: inThread,
  threadFailed: inThread,
  thread: inThread,
  threadFollowing: inThread,
  react: (state, action) =>
    messages.withReaction(state, action, action.emoji, {
      active: action.on,
      pending: true,
    }),
  reactFailed: (state, action) => messages.withoutWaiting(state, action),
  reacted: (state, action) => messages.withReactions(state, action, action.emoji),
  savedIn: (state, action) => ({ ...state, saved: { ...state.saved, [action.room]: action.seqs } }),
  saved: (state, action) => messages.withSaved(state, action),
  following: (state, action) => ({ ...state, atNewest: action.following }),
} satisfies Partial<Reducers>;

function inThread(
  state: State,
  action: Extract<
    StateChange,
    { type: "threadAsked" | "threadFailed" | "thread" | "threadFollowing" }
  >,
): State {
  return { ...state, thread: state.thread && reduceThread(state.thread, action) };
}

/** With these rooms as the user's own, and no others. */
export function withOwnRooms(state: State, own: readonly Room[]): State {
  const held = own.map((view) => {
    const before = { ...rooms.newRoom, ...state.rooms[view.id] };
    const pageStatus = before.pageStatus === "failed" ? "idle" : before.pageStatus;
    const room = before.room && before.room.rev > view.rev ? before.room : view;
    return [view.id, { ...before, room, pageStatus, read: Math.max(before.read, room.read) }];
  });
  return rooms.withoutOwn({
    ...withPresence(state, peopleOf(own)),
    rooms: Object.fromEntries(held),
  });
}

function applyEvent(state: State, line: ServerEvent): State {
  switch (line.type) {
    case "joined":
      return applyToOpenThread(
        rooms.applyJoined(messages.withoutReplies(state, line.messages), line),
        line.room.id,
        line.messages,
        line.reset ? line.rev : undefined,
      );
    case "message":
    case "system":
      return applyToOpenThread(
        rooms.applyMessage(messages.withMessageChange(state, line), line),
        line.room,
        [line],
      );
    case "read":
      return rooms.readElsewhere(state, line);
    case "reacted":
      return messages.withReaction(state, line, line.emoji, { active: line.on, pending: false });
    case "saved":
      return messages.withSaved(state, line);
    case "left":
      return rooms.applyLeft(state, line);
    case "room":
      return rooms.applyRoomEvent(state, line.room);
    case "presence":
      return rooms.applyPresence(state, line);
    case "account":
      return { ...state, session: { kind: "open", account: line.account } };
    case "error":
      return rooms.applyError(state, line);
    default:
      return state;
  }
}
