import type { Account, Room } from "../../../lib/protocol/lines.ts";
import type { Someone } from "./overlay.ts";
import type { OwnRoom, Seen, State, Trouble } from "./state.ts";

/** The id of the account that is signed in. */
export function accountOf(state: State): string | undefined {
  return state.session.kind === "open" ? state.session.account.id : undefined;
}

/** The account that is signed in, for what is only shown then. */
export function account(state: State): Account {
  return state.session.kind === "open" ? state.session.account : NOBODY;
}

const NOBODY: Account = { id: "", name: "", role: "client" };

/** Someone without credentials. */
export function isGuest({ username }: Account): boolean {
  return username === undefined;
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

/** Those whom one does not want to see. */
export function blocks(state: Pick<State, "lists">): readonly Someone[] {
  return state.lists.blocked?.items ?? NONE;
}

const NONE: readonly Someone[] = [];

/** Whether an account is hidden from one. */
export function isBlocked(state: Pick<State, "lists">, account: string): boolean {
  return blocks(state).some(({ id }) => id === account);
}

/** Messages of others that came after where one has read. */
export function countUnread(own: OwnRoom, state: Pick<State, "lists" | "session">): number {
  if (!own.log || own.read === undefined) return 0;
  const me = state.session.kind === "open" ? state.session.account.id : undefined;
  const { messages } = own.log;
  const unloaded = Math.max(0, (messages[0]?.seq ?? 0) - own.read - 1);
  let count = unloaded;
  for (let at = messages.length - 1; at >= 0 && messages[at]!.seq > own.read; at--) {
    const { type, userId, deleted } = messages[at]!;
    const isNews = type === "message" && userId !== me && !deleted;
    if (isNews && !isBlocked(state, userId)) count++;
  }
  return count;
}

/** Unread messages in all rooms. */
export function totalUnread(state: State): number {
  return Object.values(state.rooms).reduce((sum, own) => sum + countUnread(own, state), 0);
}

/** What a room is called: a direct one by those who are in it. */
export function roomName({ name, people }: Pick<Room, "name" | "people">): string {
  return people ? people.map((one) => one.name).join(", ") || name : name;
}

/** One's rooms, by name. */
export function ownRooms(state: State): OwnRoom[] {
  return Object.values(state.rooms).filter(({ room }) => room.kind !== "direct")
    .sort((a, b) => byName(a.room, b.room));
}

/** The rooms in which one talks with someone directly, the latest first; not those nobody wrote in. */
export function directRooms(state: State): OwnRoom[] {
  return Object.values(state.rooms).filter((own) =>
    own.room.kind === "direct" && isUsed(own, state)
  )
    .sort((a, b) => latest(b).localeCompare(latest(a)) || byName(a.room, b.room));
}

function isUsed({ room, log }: OwnRoom, state: State): boolean {
  // The first entry of a room tells of its creation.
  const newest = Math.max(room.seq, log?.messages.at(-1)?.seq ?? 0);
  return newest > 1 || !!state.drafts[room.id] || openRoom(state)?.room.id === room.id;
}

function latest({ log }: OwnRoom): string {
  return log?.messages.at(-1)?.timestamp ?? "";
}

/** Public rooms that one is not in, by name. */
export function otherRooms(state: State): Room[] {
  return state.others.filter(({ archived }) => !archived).sort(byName);
}

/** Rooms whose name has all words of the query in it: first one's own, then others. */
export function foundRooms(state: State): Room[] {
  const own = [...ownRooms(state), ...directRooms(state)].map(({ room }) => room);
  return [...own, ...otherRooms(state)].filter((room) => isFound(roomName(room), state.query));
}

/** All rooms that one may see, by name, with all words of the query in name or topic. */
export function directory(state: State): Room[] {
  const own = ownRooms(state).map(({ room }) => room);
  return [...own, ...otherRooms(state)].sort(byName)
    .filter(({ name, topic }) => isFound(`${name} ${topic}`, state.query));
}

function isFound(text: string, query: string): boolean {
  const lower = text.toLocaleLowerCase();
  return query.toLocaleLowerCase().split(/\s+/).every((word) => lower.includes(word));
}

/** Whether someone is here, as far as is known. */
export function seenOf(state: State, { id, ...known }: Partial<Seen> & { id: string }): Seen {
  const { presence = "offline", lastSeen } = state.presence[id] ?? known;
  return lastSeen === undefined ? { presence } : { presence, lastSeen };
}

/** Whether others see oneself as here. */
export function ownPresence({ link, idle }: State): Seen["presence"] {
  if (link.kind !== "online") return "offline";
  return idle ? "away" : "online";
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
  return roomName(a).localeCompare(roomName(b)) || a.id.localeCompare(b.id);
}
