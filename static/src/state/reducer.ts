import type { ClientState } from "../../../lib/client/types.ts";
import type { Room, ServerEvent } from "../../../lib/protocol/model.ts";
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
    case "completion":
    case "remark":
    case "picker":
    case "emoji":
      return { ...state, writing: reduceComposer(state.writing, action) };
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
      return { ...state, invited: action.invited };
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
          spoke: action.at,
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
      return rooms.changeRoom(state, action.room, () => ({ page: "loading" }));
    case "page":
      return rooms.changeRoom(state, action.room, ({ log, goal }) => {
        // Whoever has gone on meanwhile does not come back to it.
        const isWanted = action.page.around === undefined || goal?.seq === action.page.around;
        const added = addWindowPage(
          log,
          isWanted ? action.page : { ...action.page, around: undefined },
        );
        return added ? { log: added, page: "idle" } : { page: "idle" };
      });
    case "pageFailed":
      // A link is followed as soon as it can be.
      return rooms.changeRoom(state, action.room, ({ goal }) => ({
        page: "failed",
        goal: goal?.kind === "link" ? goal : undefined,
      }));
    case "trim":
      return rooms.changeRoom(
        state,
        action.room,
        ({ log }) => ({ log: log && trimWindow(log, action.seq) }),
      );
    case "newest":
      return rooms.changeRoom(state, action.room, ({ log }) => ({
        log: log && toNewest(log),
        passed: true,
        goal: undefined,
      }));
    case "landed":
      return rooms.changeRoom(state, action.room, () => ({ goal: undefined }));
    case "threads": {
      return withRoomThreads(state, action.room, action);
    }
    case "threadLanded":
      return { ...state, aimed: state.route };
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
      const { [action.room]: _, ...others } = state.compose;
      const compose = action.compose ? { ...others, [action.room]: action.compose } : others;
      return { ...state, compose };
    }
    case "named":
      return state;
    case "react":
      return messages.withReaction(state, action, action.emoji, { on: action.on, waits: true });
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
      return { ...state, near: { ...state.near, ...near } };
    }
    case "reveal": {
      const keys = action.keys.map((key) => [key, true] as const);
      return { ...state, revealed: { ...state.revealed, ...Object.fromEntries(keys) } };
    }
    case "choose": {
      const others = state.chosen.filter(({ id }) => id !== action.person.id);
      return { ...state, chosen: action.chosen ? [...others, action.person] : others };
    }
    case "prefs":
      return { ...state, prefs: action.prefs };
    case "searches":
      return { ...state, searches: action.queries };
    case "visible":
      return action.visible ? { ...state, visible: true } : {
        ...rooms.changeRoom(state, openRoom(state)?.room.id ?? "", resetUnreadMarker),
        visible: false,
      };
    case "idle":
      return { ...state, idle: action.idle };
    case "following":
      return { ...state, following: action.following };
    case "form":
      return { ...state, form: action.form };
    case "sheet":
      return { ...state, sheet: action.open };
    case "dialog":
      return {
        ...state,
        ...quiet,
        sheet: state.sheet,
        dialog: action.dialog,
        query: action.dialog ? "" : searchQueryOf(state.route),
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
  sheet: false,
  dialog: undefined,
  menu: undefined,
  made: undefined,
  query: "",
  active: 0,
  form: IDLE_FORM,
} as const;

/** Without anything of an account. */
function cleared(state: State): State {
  const {
    route,
    prefs,
    visible,
    idle,
    access,
    wanted,
    invited,
    notifications,
    now,
    today,
  } = state;
  const stored = { prefs, visible, idle, access, wanted, invited, notifications };
  return { ...initialState(route, today, now), ...stored };
}

/** Nothing of an account but what was being written. */
function written(
  state: State,
  { drafts, compose = {} }: Pick<State, "drafts"> & Partial<State>,
): State {
  return { ...cleared(state), drafts, compose };
}

function went(state: State, route: Route): State {
  const query = searchQueryOf(route);
  if (isSameRoute(state.route, route)) return { ...state, ...quiet, route, query };
  const from = state.session.kind === "open" ? undefined : wantedOf(state);
  const moved = {
    ...leaveRoom(state),
    ...quiet,
    route,
    query,
    following: undefined,
    troubles: {},
    chosen: [],
  };
  return { ...moved, visited: visited(state, route), wanted: from };
}

/** The rooms that one was in, the latest first. */
function visited({ visited }: State, route: Route): readonly string[] {
  if (route.kind !== "room") return visited;
  return [route.id, ...visited.filter((id) => id !== route.id)];
}

/** Where one who has to sign in first wanted to be. */
function wantedOf({ route, wanted }: State): string | undefined {
  if (route.kind === "room") return route.id;
  return isAuthPage(route.kind) ? wanted : undefined;
}

function linked(state: State, link: ClientState): State {
  if (link.kind !== "online") {
    const offline = state.offline || link.kind === "offline";
    return { ...messages.withoutWaiting(state), link, offline };
  }
  state = afterHistoryRewind(state, link.history);
  // Whoever came and went meanwhile was not heard.
  const next = {
    ...messages.withoutOthersSaved({ ...state, presence: {}, typing: {} }),
    link,
    offline: false,
    session: { kind: "open", account: link.account },
  } as const;
  const named = withOwnRooms(next, link.rooms);
  // What was held of the others is shown until all of them are known.
  return link.more ? { ...named, rooms: { ...state.rooms, ...named.rooms } } : named;
}

/** With these rooms as one's own, and no others. */
function withOwnRooms(state: State, own: readonly Room[]): State {
  const held = own.map((view) => {
    const before = { ...rooms.newRoom, ...state.rooms[view.id] };
    const page = before.page === "failed" ? "idle" : before.page;
    const room = before.room && before.room.rev > view.rev ? before.room : view;
    return [view.id, { ...before, room, page, read: Math.max(before.read, room.read) }];
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
      return messages.withReaction(state, line, line.emoji, { on: line.on, waits: false });
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
