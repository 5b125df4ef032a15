import type { Account, Message, Room } from "../../../lib/protocol/model.ts";
import { hasOlder, shownAt, shownMessages } from "./message_window.ts";
import type { PersonRef } from "./dialogs.ts";
import type { JoinedRoom, PresenceInfo, State, Trouble } from "./state.ts";

/** The id of the account that is signed in. */
export function accountOf(state: Pick<State, "session">): string | undefined {
  return state.session.kind === "open" ? state.session.account.id : undefined;
}

/** The account that is signed in, for what is only shown then. */
export function account(state: State): Account {
  return state.session.kind === "open" ? state.session.account : SIGNED_OUT_ACCOUNT;
}

const SIGNED_OUT_ACCOUNT: Account = { id: "", name: "", role: "client" };

/** Whether Enter sends what one writes, or begins a new line in it. */
export function sendsOnEnter({ prefs }: Pick<State, "prefs">): boolean {
  return prefs.enter === "send";
}

/** The room of the address, when one is a member of it. */
export function openRoom(state: State): JoinedRoom | undefined {
  return state.route.kind === "room" ? state.rooms[state.route.id] : undefined;
}

/** Why the room of the address is not shown, if there is a reason. */
export function roomTrouble(state: State): Trouble | undefined {
  if (state.route.kind === "lost") return "not_found";
  return state.route.kind === "room" ? state.troubles[state.route.id] : undefined;
}

/** Those whom one does not want to see. */
export function blockedPeople(state: Pick<State, "lists">): readonly PersonRef[] {
  return state.lists.blocked?.items ?? NO_BLOCKED_PEOPLE;
}

const NO_BLOCKED_PEOPLE: readonly PersonRef[] = [];

/** Whether an account is hidden from one. */
export function isBlocked(state: Pick<State, "lists">, account: string): boolean {
  return blockedPeople(state).some(({ id }) => id === account);
}

/** What waits in a room: messages of others after where one has read, and those that call one. */
export interface UnreadCounts {
  unread: number;
  mentions: number;
}

const counted = new WeakMap<JoinedRoom, { about: unknown[]; news: UnreadCounts }>();

/**
 * What waits in a room. What is held is counted here, and exactly; how much lies before it, the server
 * has said.
 */
export function unreadCounts(
  own: JoinedRoom,
  state: Pick<State, "lists" | "session">,
): UnreadCounts {
  const options = [blockedPeople(state), state.session];
  const before = counted.get(own);
  if (before?.about.every((one, at) => one === options[at])) return before.news;
  const news = count(own, state);
  counted.set(own, { about: options, news });
  return news;
}

function count(own: JoinedRoom, state: Pick<State, "lists" | "session">): UnreadCounts {
  const { window, read, room } = own;
  const messages = window?.messages ?? [];
  const isHeld = window !== undefined && (messages[0]?.seq ?? 0) <= read + 1;
  const isTold = !isHeld && read <= room.read;
  const news = isTold
    ? { unread: room.unread, mentions: room.mentions }
    : { unread: 0, mentions: 0 };
  const me = accountOf(state) ?? "";
  const after = isTold ? Math.max(read, room.seq) : read;
  for (let at = messages.length - 1; at >= 0 && messages[at]!.seq > after; at--) {
    const message = messages[at]!;
    if (!isNews(message, me) || isBlocked(state, message.userId)) continue;
    const { thread, seq } = message;
    if (thread === undefined) news.unread++;
    if (isMentioned(message, me) && seq > (own.threads?.read[thread ?? 0] ?? 0)) news.mentions++;
  }
  return news;
}

function isNews({ type, userId, deleted }: Message, me: string): boolean {
  return type === "message" && userId !== me && !deleted;
}

/** Whether a message calls someone, by name or with all who are here. */
export function isMentioned(
  { mentions = [] }: Pick<Message, "mentions">,
  account: string,
): boolean {
  return mentions.includes(account) || mentions.includes("here");
}

/** Whether something is new in a thread that one is part of, or was called to. */
export function isNewThread(own: JoinedRoom, root: Message, me: string): boolean {
  const { seq: newest, people = [] } = root.replies ?? {};
  if (!own.threads || newest === undefined || people[0]?.id === me) return false;
  const isPart = root.userId === me || own.threads.followed[root.seq] !== undefined;
  return isPart && newest > (own.threads.read[root.seq] ?? 0);
}

/** Messages of others that came after where one has read. */
export function countUnread(own: JoinedRoom, state: Pick<State, "lists" | "session">): number {
  return unreadCounts(own, state).unread;
}

/** Unread messages that one is meant by: those that call one, and all that are written to one directly. */
export function countMentions(own: JoinedRoom, state: Pick<State, "lists" | "session">): number {
  const { kind, level } = own.room;
  if (level === "none") return 0;
  if (kind === "direct" && level === "all") return countUnread(own, state);
  return unreadCounts(own, state).mentions;
}

/** Unread messages in all rooms that one wants to be told of. */
export function totalUnread(state: State): number {
  return Object.values(state.rooms).filter(({ room }) => room.level !== "none")
    .reduce((sum, own) => sum + countUnread(own, state), 0);
}

/** Unread messages in all rooms that one is meant by. */
export function totalMentions(state: State): number {
  return Object.values(state.rooms).reduce((sum, own) => sum + countMentions(own, state), 0);
}

/** What a room is called: a direct one by those who are in it. */
export function roomName({ name, people }: Pick<Room, "name" | "people">): string {
  return people ? people.map((one) => one.name).join(", ") || name : name;
}

/** One's rooms, by name. */
export function ownRooms(state: State): JoinedRoom[] {
  return Object.values(state.rooms).filter(({ room }) => room.kind !== "direct")
    .sort((a, b) => compareRoomNames(a.room, b.room));
}

/** The rooms in which one talks with someone directly, the latest first; not those nobody wrote in. */
export function directRooms(state: State): JoinedRoom[] {
  return Object.values(state.rooms).filter((own) =>
    own.room.kind === "direct" && isUsed(own, state)
  )
    .sort((a, b) => latest(b).localeCompare(latest(a)) || compareRoomNames(a.room, b.room));
}

function isUsed({ room, window }: JoinedRoom, state: State): boolean {
  // The first entry of a room tells of its creation.
  const newest = Math.max(room.seq, window?.messages.at(-1)?.seq ?? 0);
  return newest > 1 || !!state.drafts[room.id] || openRoom(state)?.room.id === room.id;
}

function latest({ window }: JoinedRoom): string {
  return window?.messages.at(-1)?.timestamp ?? "";
}

/** Public rooms that one is not in, by name. */
export function otherRooms(state: State): Room[] {
  return state.joinableRooms.filter(({ archived }) => !archived).sort(compareRoomNames);
}

/** One's rooms but the open one: those with something unread, those that one was in last, the others. */
export function latestRooms(state: State): Room[] {
  const place = ({ room: { id } }: JoinedRoom) => (state.visitedRooms.indexOf(id) + 1) || Infinity;
  const order = (a: JoinedRoom, b: JoinedRoom) =>
    Math.min(1, countUnread(b, state)) - Math.min(1, countUnread(a, state)) ||
    // Two places may both be nowhere.
    (place(a) === place(b) ? 0 : place(a) - place(b));
  return [...ownRooms(state), ...directRooms(state)].filter((own) => own !== openRoom(state))
    .sort(order).map(({ room }) => room);
}

/** The room above or below the open one, in the order of the list; of those with something unread if so. */
export function adjacentRoom(state: State, step: 1 | -1, unread: boolean): string | undefined {
  const all = [...ownRooms(state), ...directRooms(state)];
  const at = all.findIndex((own) => own === openRoom(state));
  const from = at < 0 && step < 0 ? 0 : at;
  const turned = all.map((_, by) => all.at((from + step * (by + 1)) % all.length)!);
  const next = turned.find((own) => own !== all[at] && (!unread || countUnread(own, state) > 0));
  return next?.room.id;
}

/** Whether someone is here, as far as is known. */
export function presenceOf(
  state: State,
  { id, ...known }: Partial<PresenceInfo> & { id: string },
): PresenceInfo {
  const { presence = "offline", lastSeen } = state.presence[id] ?? known;
  return lastSeen === undefined ? { presence } : { presence, lastSeen };
}

/** Whether others see oneself as here. */
export function ownPresence({ connection, idle }: State): PresenceInfo["presence"] {
  if (connection.kind !== "online") return "offline";
  return idle ? "away" : "online";
}

/** Messages of one's own that wait for the server, in all rooms. */
export function unsentCount(state: State): number {
  return state.outbox.filter((pending) => !pending.failed).length;
}

/** Whether a reload loses a message that waits, or what is written here while it cannot be sent. */
export function isReloadLossy(
  { outbox, unpersisted, connection }: State,
  key: string,
): boolean {
  return outbox.some(({ persisted }) => persisted === false) ||
    (connection.kind !== "online" && unpersisted[key] === true);
}

/** Whether the first screen of a room is loaded, and what one wants to see of it. */
export function isReady(
  { window, scrollTarget, pageStatus }: JoinedRoom,
): boolean {
  // What cannot be reached now hides nothing that is there.
  if (!window || (scrollTarget && pageStatus !== "failed" && !shownAt(window, scrollTarget.seq))) {
    return false;
  }
  return !hasOlder(window) || shownMessages(window).length >= FIRST_SCREEN_MESSAGES;
}

/** Messages that fill a screen; with fewer, and more on the server, a room is still loading. */
const FIRST_SCREEN_MESSAGES = 20;

/** Orders rooms by what they are called. */
export function compareRoomNames(a: Room, b: Room): number {
  return roomName(a).localeCompare(roomName(b)) || a.id.localeCompare(b.id);
}
