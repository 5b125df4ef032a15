import { DEFAULT_ROOM_PAGE_SIZE } from "../../../lib/protocol/limits.ts";
import { LOBBY_ID } from "../../../lib/protocol/lobby.ts";
import { ApiError } from "../net/api/request.ts";
import { FIRST_PAGE } from "../net/chat_connection.ts";
import { inviteCode, pathOf } from "../state/route.ts";
import { accountOf, directRooms, openRoom, otherRooms, ownRooms } from "../state/selectors.ts";
import type { State, Trouble } from "../state/state.ts";
import type { ActionContext } from "./context.ts";
import type { HistoryActions } from "./history.ts";

export interface RoomActions {
  /** Learns which rooms there are. */
  list(): Promise<void>;
  /** Goes to the room that was open last, or to the first. */
  home(): void;
  go(room: string): void;
  /** Goes to a page by its address. */
  open(path: string): void;
  /** Tries the room of the address, or its messages, again. */
  openAgain(): void;
}

/** The rooms that one is in, and the one that is open. */
export function roomActions(context: ActionContext, history: HistoryActions): RoomActions {
  const { store, api, saved, router } = context;

  async function list(): Promise<void> {
    const account = accountOf(store.state);
    try {
      const { items: rooms } = await api.rooms({ after: "mine=false" });
      if (account === accountOf(store.state)) store.dispatch({ type: "rooms", rooms });
    } catch (error) {
      context.session.handleSignedOut(error);
    }
  }

  /** Enters the room of the address, which makes one a member of a public room. */
  async function visit(id: string): Promise<void> {
    const account = accountOf(store.state);
    try {
      const room = await api.room(id);
      if (account !== accountOf(store.state) || !isAt(store.state, id)) return;
      store.dispatch({ type: "room", room });
      context.session.client?.join(id, FIRST_PAGE);
    } catch (error) {
      if (context.session.handleSignedOut(error)) return;
      store.dispatch({ type: "trouble", room: id, trouble: troubleOf(error) });
    }
  }

  function home(): void {
    const { state } = store;
    const last = saved.lastRoom(accountOf(state) ?? "");
    const others = otherRooms(state);
    const own = [...ownRooms(state), ...directRooms(state)][0]?.room;
    // With a full page, the lobby may be on a later one.
    const other = state.joinableRooms[DEFAULT_ROOM_PAGE_SIZE - 1] ? { id: LOBBY_ID } : others[0];
    const first = own ?? others.find(({ id }) => id === LOBBY_ID) ?? other;
    const id = last !== undefined && last in state.rooms ? last : first?.id;
    router.go(id === undefined ? "/" : pathOf(id), "replace");
  }

  async function preview(code: string): Promise<void> {
    try {
      const room = await api.preview(code);
      store.dispatch({ type: "invited", invited: { code, ...(room ? { room } : {}) } });
    } catch (error) {
      store.dispatch({ type: "invited", invited: { code, trouble: troubleOf(error) } });
    }
  }

  store.subscribe((state, before) => {
    const isNew = state.route !== before.route || state.session.kind !== before.session.kind;
    const code = inviteCode(state.route);
    if (isNew && code !== undefined && state.invitedRoom?.code !== code) preview(code);
    if (state.session.kind !== "open") return;
    const isOnline = state.connection.kind === "online" && before.connection.kind !== "online";
    if (isOnline) list();
    // What one has just opened would close on the way.
    const isFree = !state.dialog && !state.menu;
    if (state.route.kind === "home" && state.roomListLoaded && hasRooms(state) && isFree) home();
    if (state.route.kind !== "room") return;
    const own = openRoom(state);
    const was = openRoom(before);
    if (own) {
      if (own.room.id !== was?.room.id) entered(own.room.id);
    } else if (isNew || (isOnline && isTrouble(state))) visit(state.route.id);
    else if (was && !isTrouble(state)) router.go("/", "replace");
  });

  /** Is a member of the open room, and listens to it if it was entered elsewhere. */
  function entered(id: string): void {
    saved.saveLastRoom(accountOf(store.state)!, id);
    context.session.client?.join(id, FIRST_PAGE);
  }

  return {
    list,
    home,
    go: (room) => router.go(pathOf(room)),
    open: (path) => router.go(path),
    openAgain() {
      const { route, rooms } = store.state;
      const code = inviteCode(route);
      if (code !== undefined) return preview(code);
      if (route.kind !== "room") return home();
      if (rooms[route.id]) history.loadOlder(route.id);
      else visit(route.id);
    },
  };
}

function isAt({ route }: State, id: string): boolean {
  return route.kind === "room" && route.id === id;
}

function isTrouble({ route, troubles }: State): boolean {
  return route.kind === "room" && route.id in troubles;
}

function hasRooms(state: State): boolean {
  return Object.keys(state.rooms).length > 0 || state.joinableRooms.length > 0;
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error;
  if (error.code === "forbidden") return "forbidden";
  return error.code === "not_found" || error.code === "bad_request" ? "not_found" : "unreachable";
}
