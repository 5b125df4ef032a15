import type { Message, Person, Room, RoomRole } from "../../../../lib/protocol/model.ts";
import type { Invite, Member } from "../../state/paged_lists.ts";
import type { Invited, Threads } from "../../state/state.ts";
import type { ThreadPage } from "../../state/thread.ts";
import { type Ask, cursor, type Paged, type PageOf, pageQuery, path } from "./request.ts";

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
export interface PlaceOf {
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
  rooms(page: PageOf): Promise<Paged<Room>>;
  room(id: string): Promise<Room>;
  createRoom(room: NewRoom): Promise<Room>;
  deleteRoom(id: string): Promise<void>;
  updateRoom(id: string, changes: RoomChanges): Promise<Room>;
  leaveRoom(id: string): Promise<void>;
  hideRoom(id: string): Promise<void>;
  /** The page before, after or around a `seq`, or the newest. */
  messages(room: string, place: PlaceOf): Promise<MessagePage>;
  /** The newest replies to a message, or those before a `seq`. */
  thread(room: string, root: number, before?: number): Promise<Omit<ThreadPage, "before">>;
  threads(room: string): Promise<Threads>;
  members(room: string, page: PageOf): Promise<Paged<Member>>;
  setRoomRole(room: string, account: string, role: RoomRole): Promise<void>;
  remove(room: string, account: string): Promise<void>;
  /** For some minutes; 0 ends it. */
  mute(room: string, account: string, minutes: number): Promise<void>;
  setLevel(room: string, level: Room["level"]): Promise<void>;
  bans(room: string): Promise<Paged<Person>>;
  ban(room: string, account: string, banned: boolean): Promise<void>;
  invites(room: string): Promise<Paged<Invite>>;
  /** Makes an invite and returns the path of its link. */
  invite(room: string, terms: { hours: number; uses?: number }): Promise<string>;
  revoke(room: string, invite: string): Promise<void>;
  preview(code: string): Promise<Invited["room"]>;
  accept(code: string): Promise<Room>;
}

export function roomApi(ask: Ask): RoomApi {
  const roomOf = async (method: string, to: string, body?: unknown) =>
    (await ask<{ room: Room }>(method, to, body)).room;
  return {
    rooms: async ({ query, after = "direct=false" }) => {
      const { rooms, next } = await ask<{ rooms: Room[]; next?: string }>(
        "GET",
        "rooms" + pageQuery({ query, after }),
      );
      return { items: rooms, next: cursor(next ? { direct: "false", after: next } : undefined) };
    },
    room: (id) => roomOf("GET", path`rooms/${id}`),
    deleteRoom: (id) => ask("DELETE", path`rooms/${id}`),
    createRoom: (room) => roomOf("POST", "rooms", room),
    updateRoom: (id, changes) => roomOf("PATCH", path`rooms/${id}`, changes),
    leaveRoom: (id) => ask("POST", path`rooms/${id}/leave`),
    hideRoom: (id) => ask("POST", path`rooms/${id}/hide`),
    messages: (room, place) => ask("GET", path`rooms/${room}/messages` + placeQuery(place)),
    thread: (room, root, before) =>
      ask(
        "GET",
        path`rooms/${room}/threads/${String(root)}` + placeQuery(before ? { before } : {}),
      ),
    threads: async (room) => {
      const { read, follows } = await ask<{ read: Threads["read"]; follows: number[] }>(
        "GET",
        path`rooms/${room}/threads`,
      );
      return { read, follows: Object.fromEntries(follows.map((root) => [root, true])) };
    },
    members: async (room, page) => {
      const { members, next } = await ask<{ members: Member[]; next?: Record<string, string> }>(
        "GET",
        path`rooms/${room}/members` + pageQuery(page),
      );
      return { items: members, next: cursor(next) };
    },
    setRoomRole: (room, account, role) =>
      ask("PATCH", path`rooms/${room}/members/${account}`, { role }),
    remove: (room, account) => ask("DELETE", path`rooms/${room}/members/${account}`),
    mute: (room, account, minutes) => ask("PUT", path`rooms/${room}/mutes/${account}`, { minutes }),
    setLevel: (room, level) => ask("PUT", path`rooms/${room}/level`, { level }),
    bans: async (room) => {
      const { bans } = await ask<{ bans: Person[] }>("GET", path`rooms/${room}/bans`);
      return { items: bans, next: undefined };
    },
    ban: (room, account, banned) =>
      ask(banned ? "PUT" : "DELETE", path`rooms/${room}/bans/${account}`),
    invites: async (room) => {
      const { invites } = await ask<{ invites: Invite[] }>("GET", path`rooms/${room}/invites`);
      return { items: invites, next: undefined };
    },
    invite: async (room, terms) =>
      (await ask<{ path: string }>("POST", path`rooms/${room}/invites`, terms)).path,
    revoke: (room, invite) => ask("DELETE", path`rooms/${room}/invites/${invite}`),
    preview: async (code) =>
      (await ask<Pick<Required<Invited>, "room">>("POST", "invites/preview", { code })).room,
    accept: (code) => roomOf("POST", "invites/accept", { code }),
  };
}

/** Messages of a page: what one scrolls through in a moment. */
const PAGE = 100;

function placeQuery(place: PlaceOf): string {
  return `?${new URLSearchParams({ ...place, limit: PAGE } as unknown as Record<string, string>)}`;
}
