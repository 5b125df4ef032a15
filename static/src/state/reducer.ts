import type { ClientState } from "../../../lib/client/types.ts";
import type { Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import type { StateChange } from "./state_change.ts";
import { reduceAttachments } from "./attachments.ts";
import { reduceLists } from "./paged_lists.ts";
import { afterHistoryRewind } from "./rewound_history.ts";
import { addWindowPage, toNewest, trimWindow } from "./message_window.ts";
import * as messages from "./reactions.ts";
import { IDLE_FORM } from "./dialogs.ts";
import { cacheDisplayNames } from "./display_names.ts";
import { fadeTyping, peopleOf, typingStarted, withPresence } from "./presence_and_typing.ts";
import * as rooms from "./rooms.ts";
import { isAuthPage, isSameRoute, type Route, searchQueryOf } from "./route.ts";
import { leaveRoom, markRead, placeUnreadMarker, resetUnreadMarker } from "./read_tracking.ts";
import { openRoom } from "./selectors.ts";
import { restoreSnapshot } from "./restore_snapshot.ts";
import { initialState, type State } from "./state.ts";
import { applyToOpenThread, reduceThread, withRoomThreads, withThread } from "./thread_list.ts";
import { reduceComposer } from "./composer.ts";

/** The state after an action. Pure; what did not change keeps its identity. */
export function reduce(state: State, action: StateChange): State {
  return cacheDisplayNames(markRead(placeUnreadMarker(withThread(step(state, action)))), action);
}

function step(state: State, action: StateChange): State {
  switch (action.type) {
    case "listAsked":
    case "listFailed":
    case "listed":
    case "listChanged":
      return { ...state, lists: reduceLists(state.lists, action) };
    case "attached":
    case "attachment":
    case "detached":
    case "sendLater":
    case "heldOver": {
      const files = reduceAttachments(state.files, action);
      return files === state.files ? state : { ...state, files };
    }
    case "suggestions":
    case "remark":
    case "picker":
    case "emoji":
      return { ...state, composer: reduceComposer(state.composer, action) };
    case "signedIn":
      return {
        ...written(state, action),
        session: { kind: "open", account: action.account },
      };
    case "restored":
      return restoreSnapshot(written(state, action), action.snapshot);
    case "signedOut":
      return { ...cleared(state), session: { kind: "none", reason: action.reason } };
    case "unreachable":
      return { ...state, session: { kind: "unreachable" } };
    case "account":
      return { ...state, session: { kind: "open", account: action.account } };
    case "access":
      return { ...state, access: action.access };
    case "settings":
      return { ...state, settings: action.settings };
    case "went":
      return went(state, action.route);
    case "invited":
      return { ...state, invitedRoom: action.invited };
    case "link":
      return linked(state, action.link);
    case "line":
      return received(state, action.line);
    case "typing":
      return typingStarted(state, action);
    case "spoke":
      return rooms.changeRoom(
        { ...state, now: Math.max(state.now, action.at) },
        action.room,
        () => ({
          lastPostedAt: action.at,
        }),
      );
    case "seen":
      return withPresence(state, action.people);
    case "outbox":
      return { ...state, outbox: action.pending };
    case "rooms":
      return rooms.withListedRooms(state, action.rooms);
    case "ownRooms":
      return withOwnRooms(state, action.rooms);
    case "room":
      return action.room.role ? rooms.withoutOwn(rooms.mergeRoom(state, action.room)) : state;
    case "trouble":
      return { ...state, troubles: { ...state.troubles, [action.room]: action.trouble } };
    case "pageAsked":
      return rooms.changeRoom(state, action.room, () => ({ pageStatus: "loading" }));
    case "page":
      return rooms.changeRoom(state, action.room, ({ window, scrollTarget }) => {
        // Whoever has gone on meanwhile does not come back to it.
        const isWanted = action.page.around === undefined ||
          scrollTarget?.seq === action.page.around;
        const added = addWindowPage(
          window,
          isWanted ? action.page : { ...action.page, around: undefined },
        );
        return added ? { window: added, pageStatus: "idle" } : { pageStatus: "idle" };
      });
    case "pageFailed":
      // A link is followed as soon as it can be.
      return rooms.changeRoom(state, action.room, ({ scrollTarget }) => ({
        pageStatus: "failed",
        scrollTarget: scrollTarget?.kind === "link" ? scrollTarget : undefined,
      }));
    case "trim":
      return rooms.changeRoom(
        state,
        action.room,
        ({ window }) => ({ window: window && trimWindow(window, action.seq) }),
      );
    case "newest":
      return rooms.changeRoom(state, action.room, ({ window }) => ({
        window: window && toNewest(window),
        visitedNewest: true,
        scrollTarget: undefined,
      }));
    case "landed":
      return rooms.changeRoom(state, action.room, () => ({ scrollTarget: undefined }));
    case "threads": {
      return withRoomThreads(state, action.room, action);
    }
    case "threadLanded":
      return { ...state, consumedRoute: state.route };
    case "threadAsked":
    case "threadFailed":
    case "thread":
    case "threadFollowing":
      return { ...state, thread: state.thread && reduceThread(state.thread, action) };
    case "draft":
      return {
        ...state,
        drafts: { ...state.drafts, [action.room]: action.text },
        unpersisted: { ...state.unpersisted, [action.room]: !action.persisted },
      };
    case "compose": {
      const { [action.room]: _, ...others } = state.composeTargets;
      const compose = action.compose ? { ...others, [action.room]: action.compose } : others;
      return { ...state, composeTargets: compose };
    }
    case "named":
      return state;
    case "react":
      return messages.withReaction(state, action, action.emoji, {
        active: action.on,
        pending: true,
      });
    case "reactFailed":
      return messages.withoutWaiting(state, action);
    case "reacted":
      return messages.withReactions(state, action, action.emoji);
    case "savedIn":
      return { ...state, saved: { ...state.saved, [action.room]: action.seqs } };
    case "saved":
      return messages.withSaved(state, action);
    case "near": {
      const { type: _, ...near } = action;
      return { ...state, focusedMessage: { ...state.focusedMessage, ...near } };
    }
    case "reveal": {
      const keys = action.keys.map((key) => [key, true] as const);
      return { ...state, revealed: { ...state.revealed, ...Object.fromEntries(keys) } };
    }
    case "choose": {
      const others = state.selectedPeople.filter(({ id }) => id !== action.person.id);
      return { ...state, selectedPeople: action.chosen ? [...others, action.person] : others };
    }
    case "prefs":
      return { ...state, prefs: action.prefs };
    case "searches":
      return { ...state, recentSearches: action.queries };
    case "visible":
      return action.visible ? { ...state, visible: true } : {
        ...rooms.changeRoom(state, openRoom(state)?.room.id ?? "", resetUnreadMarker),
        visible: false,
      };
    case "idle":
      return { ...state, idle: action.idle };
    case "following":
      return { ...state, atNewest: action.following };
    case "form":
      return { ...state, form: action.form };
    case "sheet":
      return { ...state, roomSheetOpen: action.open };
    case "dialog":
      return {
        ...state,
        ...quiet,
        roomSheetOpen: state.roomSheetOpen,
        dialog: action.dialog,
        filter: action.dialog ? "" : searchQueryOf(state.route),
      };
    case "menu":
      return { ...state, menu: action.menu };
    case "show": {
      const { type: _, ...shown } = action;
      return { ...state, ...shown };
    }
    case "notifications":
      return { ...state, notifications: { ...state.notifications, ...action.notifications } };
    case "clock":
      return fadeTyping({ ...state, now: action.now, today: action.today });
  }
}

/** Nothing stands over the page. */
const quiet = {
  roomSheetOpen: false,
  dialog: undefined,
  menu: undefined,
  createdInvite: undefined,
  filter: "",
  activeIndex: 0,
  form: IDLE_FORM,
} as const satisfies Partial<State>;

/** Without anything of an account. */
function cleared(state: State): State {
  const {
    route,
    prefs,
    visible,
    idle,
    access,
    returnTo,
    invitedRoom,
    notifications,
    now,
    today,
  } = state;
  const stored = {
    prefs,
    visible,
    idle,
    access,
    returnTo,
    invitedRoom,
    notifications,
  };
  return { ...initialState(route, today, now), ...stored };
}

/** Nothing of an account but what was being written. */
function written(
  state: State,
  { drafts, composeTargets = {} }: Pick<State, "drafts"> & Partial<Pick<State, "composeTargets">>,
): State {
  return { ...cleared(state), drafts, composeTargets };
}

function went(state: State, route: Route): State {
  const filter = searchQueryOf(route);
  if (isSameRoute(state.route, route)) return { ...state, ...quiet, route, filter };
  const from = state.session.kind === "open" ? undefined : wantedOf(state);
  return {
    ...leaveRoom(state),
    ...quiet,
    route,
    filter,
    atNewest: undefined,
    troubles: {},
    selectedPeople: [],
    visitedRooms: withVisited(state, route),
    returnTo: from,
  };
}

/** The rooms that one was in, the latest first. */
function withVisited({ visitedRooms }: State, route: Route): readonly string[] {
  if (route.kind !== "room") return visitedRooms;
  return [route.id, ...visitedRooms.filter((id) => id !== route.id)];
}

/** Where one who has to sign in first wanted to be. */
function wantedOf({ route, returnTo }: State): string | undefined {
  if (route.kind === "room") return route.id;
  return isAuthPage(route.kind) ? returnTo : undefined;
}

function linked(state: State, link: ClientState): State {
  if (link.kind !== "online") {
    const offline = state.offline || link.kind === "offline";
    return { ...messages.withoutWaiting(state), connection: link, offline };
  }
  state = afterHistoryRewind(state, link.history);
  // Whoever came and went meanwhile was not heard.
  const next = {
    ...messages.withoutOthersSaved({ ...state, presence: {}, typing: {} }),
    connection: link,
    offline: false,
    session: { kind: "open", account: link.account },
  } as const satisfies Partial<State>;
  const named = withOwnRooms(next, link.rooms);
  // What was held of the others is shown until all of them are known.
  return link.more ? { ...named, rooms: { ...state.rooms, ...named.rooms } } : named;
}

/** With these rooms as one's own, and no others. */
function withOwnRooms(state: State, own: readonly Room[]): State {
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

function received(state: State, line: ServerEvent): State {
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
