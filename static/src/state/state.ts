import type { ClientState, Pending } from "../../../lib/client/types.ts";
import type { Account, Line, Room } from "../../../lib/protocol/lines.ts";
import type { Log, Page } from "./log.ts";

/** Where in the app one is; every route has an address. */
export type Route = { kind: "home" } | { kind: "room"; id: string } | { kind: "lost" };

/** Whether someone is signed in, as far as the page knows. */
export type Session =
  | { kind: "unknown" }
  | { kind: "unreachable" }
  | { kind: "none"; reason: Reason | undefined }
  | { kind: "open"; account: Account };

/** Why one has to sign in again. */
export type Reason = "signed_out" | "banned" | "at_fault";

/** A room that one is a member of. */
export interface OwnRoom {
  room: Room;
  /** Absent until the first page or `joined` is here. */
  log: Log | undefined;
  /** Loading of the newest or an older page. */
  page: "idle" | "loading" | "failed";
  /** The `seq` up to which one has read; absent until the log is there. */
  read: number | undefined;
  /** Where reading had stopped when one came back, until one leaves the room. */
  unread: { after: number; count: number } | undefined;
}

/** Why the room of the address cannot be shown. */
export type Trouble = "not_found" | "forbidden" | "unreachable";

/** A form that is being sent, or what was wrong with it. */
export interface Form {
  busy: boolean;
  error: string | undefined;
}

/** The one thing that stands over the page. */
export type Dialog = "create" | "signout" | "go";

/** All that the page shows, and nothing else decides what it shows. */
export interface State {
  session: Session;
  route: Route;
  link: ClientState;
  /** Whether the connection was lost and is not back. */
  offline: boolean;
  /** By id. */
  rooms: Readonly<Record<string, OwnRoom>>;
  /** Public rooms that one is not in. */
  others: readonly Room[];
  /** Whether `rooms` and `others` have been loaded once. */
  listed: boolean;
  /** What was wrong with a room that was asked for, by id. */
  troubles: Readonly<Record<string, Trouble>>;
  outbox: readonly Pending[];
  /** What is being written, by room. */
  drafts: Readonly<Record<string, string>>;
  /** Whether the page is in sight. */
  visible: boolean;
  /** Whether the open timeline is at its newest message. */
  following: boolean;
  /** Whether the list of rooms is open over the room, on a phone. */
  sheet: boolean;
  dialog: Dialog | undefined;
  /** What is looked for in the list of rooms. */
  query: string;
  form: Form;
  /** Local midnight before now, in milliseconds since 1970. */
  today: number;
}

export type Action =
  | { type: "signedIn"; account: Account; drafts: Record<string, string> }
  | { type: "signedOut"; reason: Reason | undefined }
  | { type: "unreachable" }
  | { type: "went"; route: Route }
  | { type: "link"; link: ClientState }
  | { type: "line"; line: Line }
  | { type: "outbox"; pending: readonly Pending[] }
  | { type: "rooms"; rooms: readonly Room[] }
  | { type: "room"; room: Room }
  | { type: "trouble"; room: string; trouble: Trouble }
  | { type: "pageAsked"; room: string }
  | { type: "page"; room: string; page: Page }
  | { type: "pageFailed"; room: string }
  | { type: "draft"; room: string; text: string }
  | { type: "visible"; visible: boolean }
  | { type: "following"; following: boolean }
  | { type: "sheet"; open: boolean }
  | { type: "dialog"; dialog: Dialog | undefined }
  | { type: "query"; query: string }
  | { type: "form"; form: Form }
  | { type: "today"; today: number };

/** Before anything is known. */
export function initial(route: Route, today: number): State {
  return {
    session: { kind: "unknown" },
    route,
    link: { kind: "idle" },
    offline: false,
    rooms: {},
    others: [],
    listed: false,
    troubles: {},
    outbox: [],
    drafts: {},
    visible: true,
    following: true,
    sheet: false,
    dialog: undefined,
    query: "",
    form: { busy: false, error: undefined },
    today,
  };
}
