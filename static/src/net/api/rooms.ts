import type { Message, Person, Room, RoomRole } from "../../../../lib/protocol/model.ts";
import type { Invite, ListedMember } from "../../state/paged_lists.ts";
import type { Invited, Threads } from "../../state/state.ts";
import type { ThreadPage } from "../../state/thread.ts";
import {
  type ApiPage,
  apiPath,
  nextCursor,
  type PageRequest,
  pageSearch,
  type RequestApi,
} from "./request.ts";

export interface NewRoom {
  name: string;
  kind: "public" | "private";
  topic: string;
}

export interface RoomChanges {
  name?: string;
  topic?: string;
  archived?: boolean;
  /** Seconds. */
  slow?: number;
}

/** Where a page of messages is. */
export interface HistoryRange {
  before?: number;
  after?: number;
  around?: number;
}

export interface MessagePage {
  messages: Message[];
  more: boolean;
  rev: number;
}

/** Rooms, those who are in them, and the ways in. */
export interface RoomApi {
  /** A page of the rooms that one is in or may enter, direct rooms apart; `after` may be `mine=false`. */
  rooms(page: PageRequest): Promise<ApiPage<Room>>;
  room(id: string): Promise<Room>;
  createRoom(room: NewRoom): Promise<Room>;
  deleteRoom(id: string): Promise<void>;
  updateRoom(id: string, changes: RoomChanges): Promise<Room>;
  leaveRoom(id: string): Promise<void>;
  hideRoom(id: string): Promise<void>;
  /** The page before, after or around a `seq`, or the newest. */
  messages(room: string, place: HistoryRange): Promise<MessagePage>;
  /** The newest replies to a message, or those before a `seq`. */
  thread(room: string, root: number, before?: number): Promise<Omit<ThreadPage, "before">>;
  threads(room: string): Promise<Threads>;
  members(room: string, page: PageRequest): Promise<ApiPage<ListedMember>>;
  setRoomRole(room: string, account: string, role: RoomRole): Promise<void>;
  remove(room: string, account: string): Promise<void>;
  /** For some minutes; 0 ends it. */
  mute(room: string, account: string, minutes: number): Promise<void>;
  setLevel(room: string, level: Room["level"]): Promise<void>;
  bans(room: string): Promise<ApiPage<Person>>;
  ban(room: string, account: string, banned: boolean): Promise<void>;
  invites(room: string): Promise<ApiPage<Invite>>;
  /** Makes an invite and returns the path of its link. */
  invite(room: string, terms: { hours: number; uses?: number }): Promise<string>;
  revoke(room: string, invite: string): Promise<void>;
  preview(code: string): Promise<Invited["room"]>;
  accept(code: string): Promise<Room>;
}

export function roomApi(ask: RequestApi): RoomApi {
  const roomOf = async (method: string, to: string, body?: unknown) =>
    (await ask<{ room: Room }>(method, to, body)).room;
  return {
    rooms: async ({ query, after = "direct=false" }) => {
      const { rooms, next } = await ask<{ rooms: Room[]; next?: string }>(
        "GET",
        "rooms" + pageSearch({ query, after }),
      );
      return {
        items: rooms,
        next: nextCursor(next ? { direct: "false", after: next } : undefined),
      };
    },
    room: (id) => roomOf("GET", apiPath`rooms/${id}`),
    deleteRoom: (id) => ask("DELETE", apiPath`rooms/${id}`),
    createRoom: (room) => roomOf("POST", "rooms", room),
    updateRoom: (id, changes) => roomOf("PATCH", apiPath`rooms/${id}`, changes),
    leaveRoom: (id) => ask("POST", apiPath`rooms/${id}/leave`),
    hideRoom: (id) => ask("POST", apiPath`rooms/${id}/hide`),
    messages: (room, place) => ask("GET", apiPath`rooms/${room}/messages` + placeQuery(place)),
    thread: (room, root, before) =>
      ask(
        "GET",
        apiPath`rooms/${room}/threads/${String(root)}` + placeQuery(before ? { before } : {}),
      ),
    threads: async (room) => {
      const { read, follows } = await ask<{ read: Threads["read"]; follows: number[] }>(
        "GET",
        apiPath`rooms/${room}/threads`,
      );
      return { read, followed: Object.fromEntries(follows.map((root) => [root, true])) };
    },
    members: async (room, page) => {
      const { members, next } = await ask<
        { members: ListedMember[]; next?: Record<string, string> }
      >(
        "GET",
        apiPath`rooms/${room}/members` + pageSearch(page),
      );
      return { items: members, next: nextCursor(next) };
    },
    setRoomRole: (room, account, role) =>
      ask("PATCH", apiPath`rooms/${room}/members/${account}`, { role }),
    remove: (room, account) => ask("DELETE", apiPath`rooms/${room}/members/${account}`),
    mute: (room, account, minutes) =>
      ask("PUT", apiPath`rooms/${room}/mutes/${account}`, { minutes }),
    setLevel: (room, level) => ask("PUT", apiPath`rooms/${room}/level`, { level }),
    bans: async (room) => {
      const { bans } = await ask<{ bans: Person[] }>("GET", apiPath`rooms/${room}/bans`);
      return { items: bans, next: undefined };
    },
    ban: (room, account, banned) =>
      ask(banned ? "PUT" : "DELETE", apiPath`rooms/${room}/bans/${account}`),
    invites: async (room) => {
      const { invites } = await ask<{ invites: Invite[] }>("GET", apiPath`rooms/${room}/invites`);
      return { items: invites, next: undefined };
    },
    invite: async (room, terms) =>
      (await ask<{ path: string }>("POST", apiPath`rooms/${room}/invites`, terms)).path,
    revoke: (room, invite) => ask("DELETE", apiPath`rooms/${room}/invites/${invite}`),
    preview: async (code) =>
      (await ask<Pick<Required<Invited>, "room">>("POST", "invites/preview", { code })).room,
    accept: (code) => roomOf("POST", "invites/accept", { code }),
  };
}

/** Messages of a page: what one scrolls through in a moment. */
const HISTORY_PAGE_MESSAGES = 100;

function placeQuery(place: HistoryRange): string {
  return `?${new URLSearchParams(
    { ...place, limit: HISTORY_PAGE_MESSAGES } as unknown as Record<string, string>,
  )}`;
}
