import type { ClientState } from "../../../lib/client/types.ts";
import { CLOSED_OVERLAYS } from "./closed_overlays.ts";
import * as messages from "./reactions.ts";
import { leaveRoom } from "./read_tracking.ts";
import type { Reducers } from "./reducers.ts";
import { restoreSnapshot } from "./restore_snapshot.ts";
import { afterHistoryRewind } from "./rewound_history.ts";
import { withOwnRooms } from "./room_reducers.ts";
import { isAuthPage, isSameRoute, type Route, searchQueryOf } from "./route.ts";
import { initialState, type State } from "./state.ts";

/** Changes of the session, the connection and the route. */
export const sessionReducers = {
  signedIn: (state, action) => ({
    ...withDrafts(state, action),
    session: { kind: "open", account: action.account },
  }),
  restored: (state, action) => restoreSnapshot(withDrafts(state, action), action.snapshot),
  signedOut: (state, action) => ({
    ...withoutAccount(state),
    session: { kind: "none", reason: action.reason },
  }),
  unreachable: (state) => ({ ...state, session: { kind: "unreachable" } }),
  account: (state, action) => ({ ...state, session: { kind: "open", account: action.account } }),
  access: (state, action) => ({ ...state, access: action.access }),
  settings: (state, action) => ({ ...state, settings: action.settings }),
  went: (state, action) => navigate(state, action.route),
  invited: (state, action) => ({ ...state, invitedRoom: action.invited }),
  link: (state, action) => changeConnection(state, action.link),
} satisfies Partial<Reducers>;

/** Without everything that belongs to an account. */
function withoutAccount(state: State): State {
  const { route, now, today } = state;
  const { prefs, visible, idle, access, returnTo, invitedRoom, notifications } = state;
  const kept = { prefs, visible, idle, access, returnTo, invitedRoom, notifications };
  return { ...initialState(route, today, now), ...kept };
}

/** Nothing of an account but its drafts. */
function withDrafts(
  state: State,
  { drafts, composeTargets = {} }: Pick<State, "drafts"> & Partial<Pick<State, "composeTargets">>,
): State {
  return { ...withoutAccount(state), drafts, composeTargets };
}

function navigate(state: State, route: Route): State {
  const filter = searchQueryOf(route);
  if (isSameRoute(state.route, route)) return { ...state, ...CLOSED_OVERLAYS, route, filter };
  const from = state.session.kind === "open" ? undefined : wantedOf(state);
  return {
    ...leaveRoom(state),
    ...CLOSED_OVERLAYS,
    route,
    filter,
    atNewest: undefined,
    troubles: {},
    selectedPeople: [],
    visitedRooms: withVisited(state, route),
    returnTo: from,
  };
}

/** The rooms that the user visited, the latest first. */
function withVisited({ visitedRooms }: State, route: Route): readonly string[] {
  if (route.kind !== "room") return visitedRooms;
  return [route.id, ...visitedRooms.filter((id) => id !== route.id)];
}

/** The room that the user wanted before having to sign in. */
function wantedOf({ route, returnTo }: State): string | undefined {
  if (route.kind === "room") return route.id;
  return isAuthPage(route.kind) ? returnTo : undefined;
}

function changeConnection(state: State, link: ClientState): State {
  if (link.kind !== "online") {
    const offline = state.offline || link.kind === "offline";
    return { ...messages.withoutWaiting(state), connection: link, offline };
  }
  state = afterHistoryRewind(state, link.history);
  // The client missed who came and went meanwhile.
  const next = {
    ...messages.withoutOthersSaved({ ...state, presence: {}, typing: {} }),
    connection: link,
    offline: false,
    session: { kind: "open", account: link.account },
  } as const satisfies Partial<State>;
  const named = withOwnRooms(next, link.rooms);
  // The other rooms are shown as before until all rooms are known.
  return link.more ? { ...named, rooms: { ...state.rooms, ...named.rooms } } : named;
}
