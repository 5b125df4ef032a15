import type { AuditAction } from "../../../lib/protocol/audit_actions.ts";
import type { Account, Message, Person, Room, RoomRole } from "../../../lib/protocol/model.ts";

/** Someone in a room. */
export type ListedMember = Person & { roomRole: RoomRole };

/** A link into a room, as those who may make them see it; times are ISO 8601. */
export interface Invite {
  id: string;
  expiresAt: string;
  used: number;
  uses?: number;
}

/** Where one is signed in. */
export interface Device {
  id: string;
  kind: "device" | "program";
  agent: string;
  createdAt: string;
  seenAt: string;
  current: boolean;
}

/** An account as admins see it. */
export interface AdminAccount extends Account {
  disabled: boolean;
  createdAt: string;
  seenAt?: string;
}

/** A line of the audit log. */
export interface AuditLine {
  /** Its place in the log. */
  id: string;
  at: string;
  actor: string;
  actorName?: string;
  action: AuditAction;
  target?: string;
  targetName?: string;
  /** Present where they are guests now. */
  actorGuest?: true;
  targetGuest?: true;
  room?: string;
  detail?: string;
}

/** A message that says what was looked for; its id is its place, as in `lobby/12`. */
export interface SearchHit {
  id: string;
  message: Message;
  room: { id: string; name: string };
  /** The part that says it; `hit` marks what was looked for. */
  snippet: readonly { text: string; hit: boolean }[];
}

/** A message outside of its room's timeline; its id is its place, as in `lobby/12`. */
export interface ListedMessage {
  id: string;
  message: Message;
}

/** What a message said before; `at` is when it was made to say it. */
export interface MessageVersion {
  id: string;
  content: string;
  at: string;
}

/** What the server gives in pages, by the name of its list. */
export interface ListItems {
  members: ListedMember;
  bans: Person;
  invites: Invite;
  /** Those that one is in or may enter. */
  rooms: Room;
  people: Person;
  devices: Device;
  blocked: Person;
  accounts: AdminAccount;
  audit: AuditLine;
  /** Messages; the query is what the list is of. */
  searchHits: SearchHit;
  /** People whose name begins with what is written in the dialog that goes anywhere. */
  namedPeople: Person;
  /** Rooms with the words that are written in the same dialog. */
  namedRooms: Room;
  pins: ListedMessage;
  saved: ListedMessage;
  edits: MessageVersion;
}

export type ListName = keyof ListItems;

/** A list as far as it is loaded. */
export interface PagedList<T> {
  /** What it is of, as a room's id, and what is looked for in it. */
  subject: string;
  query: string;
  items: readonly T[];
  /** Where the next page begins, if there is one. */
  next: string | undefined;
  status: "loading" | "idle" | "failed";
  /** Whether a first page is here. */
  loaded: boolean;
  /** What is wrong with what was asked for, as the server says it. */
  error?: string | undefined;
  /** Whether the server has not read in everything yet. */
  indexing?: boolean | undefined;
}

export type PagedLists = { readonly [N in ListName]?: PagedList<ListItems[N]> };

/** What was asked for: a late answer to another question is let go. */
export interface ListRequest {
  list: ListName;
  subject: string;
  query: string;
}

export type ListChange =
  | ({ type: "listAsked" } & ListRequest)
  | ({ type: "listFailed"; wrong?: string | undefined } & ListRequest)
  /** `after`: where the page begins; it replaces the list when it is the first. */
  | ({
    type: "listed";
    items: readonly { id: string }[];
    next: string | undefined;
    after: string | undefined;
    catchingUp?: boolean;
  } & ListRequest)
  /** What became of one of a list's items; `undefined` when it is gone. */
  | { type: "listChanged"; list: ListName; id: string; changes: object | undefined };

/** The lists after an action. */
export function reduceLists(lists: PagedLists, action: ListChange): PagedLists {
  const list = lists[action.list] as PagedList<{ id: string }> | undefined;
  const set = (next: PagedList<{ id: string }>): PagedLists => ({ ...lists, [action.list]: next });
  switch (action.type) {
    case "listAsked": {
      const { subject, query } = action;
      const held = list?.subject === subject ? list : { items: [], next: undefined, loaded: false };
      return set({ ...held, subject, query, status: "loading", error: undefined });
    }
    case "listFailed":
      return list && isOf(list, action)
        ? set({ ...list, status: "failed", error: action.wrong })
        : lists;
    case "listed": {
      if (!list || !isOf(list, action)) return lists;
      const { after, next, catchingUp } = action;
      if (after !== undefined && after !== list.next) return lists;
      const items = after === undefined ? action.items : union(list.items, action.items);
      return set({ ...list, items, next, indexing: catchingUp, status: "idle", loaded: true });
    }
    case "listChanged": {
      const { id, changes } = action;
      if (!list?.items.some((item) => item.id === id)) return lists;
      const items = list.items.flatMap((item) =>
        item.id !== id ? [item] : changes ? [{ ...item, ...changes }] : []
      );
      return set({ ...list, items });
    }
  }
}

function isOf(list: PagedList<unknown>, { subject, query }: ListRequest): boolean {
  return list.subject === subject && list.query === query;
}

/** A page may begin with what moved since the one before it was asked for. */
function union<T extends { id: string }>(held: readonly T[], added: readonly T[]): readonly T[] {
  const ids = new Set(held.map(({ id }) => id));
  return [...held, ...added.filter(({ id }) => !ids.has(id))];
}
