import type { ClientState } from "../../../lib/client/types.ts";
import type { Line } from "../../../lib/protocol/lines.ts";
import type { Action } from "./action.ts";
import { reduceLists } from "./lists.ts";
import { addPage } from "./log.ts";
import { CALM } from "./overlay.ts";
import { fadeTyping, heardTyping, peopleOf, seen } from "./people.ts";
import * as rooms from "./rooms.ts";
import { isDoor, isSame, type Route } from "./route.ts";
import { countUnread, openRoom } from "./select.ts";
import { initial, type State } from "./state.ts";

/** The state after an action. Pure; what did not change keeps its identity. */
export function reduce(state: State, action: Action): State {
  return markRead(step(state, action));
}

function step(state: State, action: Action): State {
  switch (action.type) {
    case "listAsked":
    case "listFailed":
    case "listed":
    case "listChanged":
      return { ...state, lists: reduceLists(state.lists, action) };
    case "signedIn":
      return {
        ...cleared(state),
        session: { kind: "open", account: action.account },
        drafts: action.drafts,
      };
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
      return heard(state, action.line);
    case "typing":
      return heardTyping(state, action);
    case "spoke":
      return rooms.change({ ...state, now: Math.max(state.now, action.at) }, action.room, () => ({
        spoke: action.at,
      }));
    case "seen":
      return seen(state, action.people);
    case "outbox":
      return { ...state, outbox: action.pending };
    case "rooms":
      return rooms.listed(state, action.rooms);
    case "room":
      return action.room.role ? rooms.withoutOwn(rooms.withNews(state, action.room)) : state;
    case "trouble":
      return { ...state, troubles: { ...state.troubles, [action.room]: action.trouble } };
    case "pageAsked":
      return rooms.change(state, action.room, () => ({ page: "loading" }));
    case "page":
      return rooms.change(state, action.room, ({ log }) => {
        const added = addPage(log, action.page);
        return added ? { log: added, page: "idle" } : { page: "idle" };
      });
    case "pageFailed":
      return rooms.change(state, action.room, () => ({ page: "failed" }));
    case "draft":
      return { ...state, drafts: { ...state.drafts, [action.room]: action.text } };
    case "compose": {
      const { [action.room]: _, ...others } = state.compose;
      const compose = action.compose ? { ...others, [action.room]: action.compose } : others;
      return { ...state, compose };
    }
    case "reveal": {
      const keys = action.keys.map((key) => [key, true] as const);
      return { ...state, revealed: { ...state.revealed, ...Object.fromEntries(keys) } };
    }
    case "choose": {
      const others = state.chosen.filter(({ id }) => id !== action.person.id);
      return { ...state, chosen: action.chosen ? [...others, action.person] : others };
    }
    case "visible":
      return action.visible ? look({ ...state, visible: true }) : { ...state, visible: false };
    case "idle":
      return { ...state, idle: action.idle };
    case "following":
      return { ...state, following: action.following };
    case "form":
      return { ...state, form: action.form };
    case "sheet":
      return { ...state, sheet: action.open };
    case "dialog":
      return { ...state, ...quiet, sheet: state.sheet, dialog: action.dialog };
    case "menu":
      return { ...state, menu: action.menu };
    case "show": {
      const { type: _, ...shown } = action;
      return { ...state, ...shown };
    }
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
  form: CALM,
} as const;

/** Without anything of an account. */
function cleared(state: State): State {
  const { route, visible, idle, access, wanted, invited, now, today } = state;
  return { ...initial(route, today, now), visible, idle, access, wanted, invited };
}

function went(state: State, route: Route): State {
  if (isSame(state.route, route)) return { ...state, ...quiet, route };
  const from = state.session.kind === "open" ? undefined : wantedOf(state);
  const moved = { ...leave(state), ...quiet, route, following: true, troubles: {}, chosen: [] };
  return look({ ...moved, wanted: from });
}

/** Where one who has to sign in first wanted to be. */
function wantedOf({ route, wanted }: State): string | undefined {
  if (route.kind === "room") return route.id;
  return isDoor(route.kind) ? wanted : undefined;
}

function leave(state: State): State {
  const own = openRoom(state);
  return own?.unread ? rooms.withRoom(state, own.room.id, { unread: undefined }) : state;
}

/** Marks where reading had stopped in the room that is now in sight. */
function look(state: State): State {
  const own = openRoom(state);
  if (!own || own.read === undefined) return state;
  const count = countUnread(own, state);
  if (count === 0) return state;
  const unread = { after: own.read, count };
  return rooms.withRoom(state, own.room.id, { unread, read: rooms.last(own.log) });
}

function linked(state: State, link: ClientState): State {
  if (link.kind !== "online") {
    return { ...state, link, offline: state.offline || link.kind === "offline" };
  }
  const own = link.rooms.map((room) => [
    room.id,
    { ...rooms.fresh, ...state.rooms[room.id], room },
  ]);
  // Whoever came and went meanwhile was not heard.
  const next = seen({ ...state, presence: {}, typing: {} }, peopleOf(link.rooms));
  return rooms.withoutOwn({
    ...next,
    link,
    offline: false,
    rooms: Object.fromEntries(own),
    session: { kind: "open", account: link.account },
  });
}

function heard(state: State, line: Line): State {
  switch (line.type) {
    case "joined":
      return rooms.joined(state, line);
    case "message":
    case "system":
      return rooms.told(state, line);
    case "left":
      return rooms.left(state, line);
    case "room":
      return rooms.changed(state, line.room);
    case "presence":
      return rooms.attended(state, line);
    case "account":
      return { ...state, session: { kind: "open", account: line.account } };
    case "error":
      return rooms.refused(state, line);
    default:
      return state;
  }
}

/** What is in sight, down to the newest message, is read. */
function markRead(state: State): State {
  const own = openRoom(state);
  if (!own || !state.visible || !state.following) return state;
  const newest = rooms.last(own.log);
  return own.read === newest ? state : rooms.withRoom(state, own.room.id, { read: newest });
}
