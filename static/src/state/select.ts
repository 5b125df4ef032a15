import type { Account, Room } from "../../../lib/protocol/lines.ts";
import type { OwnRoom, State, Trouble } from "./state.ts";

/** The id of the account that is signed in. */
export function accountOf(state: State): string | undefined {
  return state.session.kind === "open" ? state.session.account.id : undefined;
}

/** The account that is signed in, for what is only shown then. */
export function account(state: State): Account {
  return state.session.kind === "open" ? state.session.account : { id: "", name: "" };
}

/** The room of the address, when one is a member of it. */
export function openRoom(state: State): OwnRoom | undefined {
  return state.route.kind === "room" ? state.rooms[state.route.id] : undefined;
}

/** Why the room of the address is not shown, if there is a reason. */
export function trouble(state: State): Trouble | undefined {
  if (state.route.kind === "lost") return "not_found";
  return state.route.kind === "room" ? state.troubles[state.route.id] : undefined;
}

/** Messages of others that came after where one has read. */
export function countUnread(own: OwnRoom, me: string | undefined): number {
  if (!own.log || own.read === undefined) return 0;
  const { messages } = own.log;
  const unloaded = Math.max(0, (messages[0]?.seq ?? 0) - own.read - 1);
  let count = unloaded;
  for (let at = messages.length - 1; at >= 0 && messages[at]!.seq > own.read; at--) {
    const message = messages[at]!;
    if (message.type === "message" && message.userId !== me) count++;
  }
  return count;
}

/** Unread messages in all rooms. */
export function totalUnread(state: State): number {
  const me = accountOf(state);
  return Object.values(state.rooms).reduce((sum, own) => sum + countUnread(own, me), 0);
}

/** One's rooms, by name. */
export function ownRooms(state: State): OwnRoom[] {
  return Object.values(state.rooms).sort((a, b) => byName(a.room, b.room));
}

/** Public rooms that one is not in, by name. */
export function otherRooms(state: State): Room[] {
  return [...state.others].sort(byName);
}

/** Rooms whose name has all words of the query in it: first one's own, then others. */
export function foundRooms(state: State): Room[] {
  const words = state.query.toLocaleLowerCase().split(/\s+/);
  return [...ownRooms(state).map(({ room }) => room), ...otherRooms(state)]
    .filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
}

/** Messages of one's own that wait for the server, in all rooms. */
export function waiting(state: State): number {
  return state.outbox.filter((pending) => !pending.failed).length;
}

/** Whether the first screen of a room is loaded. */
export function isReady(own: OwnRoom): boolean {
  return own.log !== undefined && (!own.log.more || own.log.messages.length >= FIRST_SCREEN);
}

/** Messages that fill a screen; with fewer, and more on the server, a room is still loading. */
const FIRST_SCREEN = 20;

function byName(a: Room, b: Room): number {
  return a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}
