import type { ClientState } from "../../../lib/client/types.ts";
import type { Line, Lines, Message, Room } from "../../../lib/protocol/lines.ts";
import { addPage, type Log, reset, update } from "./log.ts";
import { accountOf, countUnread, openRoom } from "./select.ts";
import { type Action, initial, type OwnRoom, type Route, type State } from "./state.ts";

/** The state after an action. Pure; what did not change keeps its identity. */
export function reduce(state: State, action: Action): State {
  return markRead(step(state, action));
}

function step(state: State, action: Action): State {
  switch (action.type) {
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
    case "went":
      return went(state, action.route);
    case "link":
      return linked(state, action.link);
    case "line":
      return heard(state, action.line);
    case "outbox":
      return { ...state, outbox: action.pending };
    case "rooms":
      return listed(state, action.rooms);
    case "room":
      return action.room.role ? withRoom(state, action.room.id, { room: action.room }) : state;
    case "trouble":
      return { ...state, troubles: { ...state.troubles, [action.room]: action.trouble } };
    case "pageAsked":
      return change(state, action.room, () => ({ page: "loading" }));
    case "page":
      return change(state, action.room, ({ log }) => ({
        ...held(addPage(log, action.page)),
        page: "idle",
      }));
    case "pageFailed":
      return change(state, action.room, () => ({ page: "failed" }));
    case "draft":
      return { ...state, drafts: { ...state.drafts, [action.room]: action.text } };
    case "visible":
      return action.visible ? look({ ...state, visible: true }) : { ...state, visible: false };
    case "following":
      return { ...state, following: action.following };
    case "sheet":
      return { ...state, sheet: action.open };
    case "dialog":
      return { ...state, dialog: action.dialog, form: quiet.form, query: "" };
    case "query":
      return { ...state, query: action.query };
    case "form":
      return { ...state, form: action.form };
    case "today":
      return { ...state, today: action.today };
  }
}

/** Nothing stands over the page. */
const quiet = { sheet: false, dialog: undefined, form: { busy: false, error: undefined } } as const;

/** Without anything of an account. */
function cleared(state: State): State {
  return { ...initial(state.route, state.today), visible: state.visible };
}

function went(state: State, route: Route): State {
  if (isSame(state.route, route)) return { ...state, ...quiet };
  return look({ ...leave(state), ...quiet, route, following: true, troubles: {} });
}

function isSame(a: Route, b: Route): boolean {
  return a.kind === b.kind && (a.kind !== "room" || a.id === (b as typeof a).id);
}

function leave(state: State): State {
  const own = openRoom(state);
  return own?.unread ? withRoom(state, own.room.id, { unread: undefined }) : state;
}

/** Marks where reading had stopped in the room that is now in sight. */
function look(state: State): State {
  const own = openRoom(state);
  if (!own || own.read === undefined) return state;
  const count = countUnread(own, accountOf(state));
  if (count === 0) return state;
  const unread = { after: own.read, count };
  return withRoom(state, own.room.id, { unread, read: last(own.log) });
}

function linked(state: State, link: ClientState): State {
  if (link.kind !== "online") {
    return { ...state, link, offline: state.offline || link.kind === "offline" };
  }
  const rooms = link.rooms.map((room) => [room.id, { ...fresh, ...state.rooms[room.id], room }]);
  return withoutOwn({
    ...state,
    link,
    offline: false,
    rooms: Object.fromEntries(rooms),
    session: { kind: "open", account: link.account },
  });
}

function listed(state: State, rooms: readonly Room[]): State {
  const others = rooms.filter((room) => !room.role);
  const next = rooms.filter((room) => room.role)
    .reduce((before, room) => withRoom(before, room.id, { room }), state);
  return withoutOwn({ ...next, others, listed: true });
}

function heard(state: State, line: Line): State {
  switch (line.type) {
    case "joined": {
      const log = state.rooms[line.room.id]?.log;
      const next = line.reset || !log ? reset(line) : update(log, line.messages);
      const { [line.room.id]: _, ...troubles } = state.troubles;
      return withoutOwn({
        ...withRoom(state, line.room.id, { room: line.room, log: next }),
        troubles,
      });
    }
    case "message":
    case "system":
      return change(
        state,
        line.room,
        (own) => own.log ? { log: update(own.log, [line]), room: counted(own, line) } : {},
      );
    case "left": {
      const { [line.room]: _, ...rooms } = state.rooms;
      return { ...state, rooms };
    }
    case "error":
      return refused(state, line);
    default:
      return state;
  }
}

/** A room that does not let one in is not one's own. */
function refused(state: State, { room, code }: Lines["error"]): State {
  if (room === undefined || (code !== "not_found" && code !== "forbidden")) return state;
  const { [room]: _, ...rooms } = state.rooms;
  return { ...state, rooms, troubles: { ...state.troubles, [room]: code } };
}

/** The room with its number of members moved by a notice that is new. */
function counted({ room, log }: OwnRoom, line: Message): Room {
  if (line.type !== "system" || line.seq <= (log?.messages.at(-1)?.seq ?? 0)) return room;
  const by = { joined: 1, left: -1, created: 0 }[line.event.kind];
  return by === 0 ? room : { ...room, members: room.members + by };
}

/** What is in sight, down to the newest message, is read. */
function markRead(state: State): State {
  const own = openRoom(state);
  if (!own || !state.visible || !state.following) return state;
  const newest = last(own.log);
  return own.read === newest ? state : withRoom(state, own.room.id, { read: newest });
}

const fresh = { log: undefined, page: "idle", read: undefined, unread: undefined } as const;

function withRoom(state: State, id: string, parts: Partial<OwnRoom>): State {
  const before = state.rooms[id];
  if (!before && !parts.room) return state;
  const own = { ...fresh, ...before, ...parts } as OwnRoom;
  own.read ??= last(own.log);
  return { ...state, rooms: { ...state.rooms, [id]: own } };
}

function change(
  state: State,
  id: string,
  parts: (own: OwnRoom) => Partial<OwnRoom>,
): State {
  const own = state.rooms[id];
  return own ? withRoom(state, id, parts(own)) : state;
}

function withoutOwn(state: State): State {
  return { ...state, others: state.others.filter((room) => !(room.id in state.rooms)) };
}

function held(log: Log | undefined): { log?: Log } {
  return log ? { log } : {};
}

function last(log: Log | undefined): number | undefined {
  return log && (log.messages.at(-1)?.seq ?? 0);
}
