import type { ClientState, PendingMessage } from "../../../lib/client/types.ts";
import type { Account, Person, Room } from "../../../lib/protocol/model.ts";
import { type AttachmentsByKey, NO_ATTACHMENTS } from "./attachments.ts";
import { NO_NOTIFICATIONS, type NotificationState } from "./notifications.ts";
import type { PagedLists } from "./paged_lists.ts";
import type { MessageWindow } from "./message_window.ts";
import type { FocusedMessage, OwnReactions } from "./reactions.ts";
import {
  type Dialog,
  type FormState,
  IDLE_FORM,
  type OpenMenu,
  type PersonRef,
} from "./dialogs.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "./preferences.ts";
import { type Route, searchQueryOf } from "./route.ts";
import type { Thread } from "./thread.ts";
import { type ComposerState, EMPTY_COMPOSER } from "./composer.ts";

/** Whether someone is signed in, as far as the page knows. */
export type Session =
  | { kind: "unknown" }
  | { kind: "unreachable" }
  | { kind: "none"; reason: SignedOutReason | undefined }
  | { kind: "open"; account: Account };

/** Why one has to sign in again. */
export type SignedOutReason = "signed_out" | "banned" | "at_fault" | "reset";

/** Who may come in. */
export interface Access {
  signup: "open" | "invite" | "closed";
  guests: "on" | "off";
}

/** The same, as the server tells those who are not in yet. */
export interface EntranceInfo extends Access {
  /** Whether there is no admin yet. */
  setup: boolean;
  /** Whether only the first admin may come in. */
  closed?: boolean;
  /** Whether guests can make rooms. */
  guestRooms?: "on" | "off";
}

/** What an admin may change of it, and which of it only the server's environment does. */
export interface Settings extends Access {
  fixed: (keyof Access)[];
}

/** The room behind an invite, or why it cannot be shown. */
export interface Invited {
  code: string;
  room?: { id: string; name: string; topic: string; members: number };
  trouble?: Trouble;
}

/** A room that one is a member of. */
export interface JoinedRoom {
  room: Room;
  /** Members that are online, as far as is known. */
  online: number | undefined;
  /** Absent until the first page or `joined` is here. */
  window: MessageWindow | undefined;
  /** Loading of the newest or an older page. */
  pageStatus: "idle" | "loading" | "failed";
  /** The `seq` up to which one has read; what `room` says of it may be older. */
  read: number;
  /** Where reading had stopped when one came back, until one leaves the room. */
  unread: { after: number; count: number } | undefined;
  /** Whether one has gone to the newest since one came, so that nothing else is brought into sight first. */
  visitedNewest: boolean;
  /** Whether it was looked for that since one came. */
  unreadMarkerSet: boolean;
  /** The message that is to be brought into sight: where reading had stopped, or that of a link. */
  scrollTarget: { kind: "unread" | "link"; seq: number } | undefined;
  /** Absent until the server was asked. */
  threads: Threads | undefined;
  /** When one wrote last, by this device's clock. */
  lastPostedAt: number | undefined;
}

/** What one knows of the threads of a room, by the `seq` of their roots. */
export interface Threads {
  /** The `seq` up to which one has read them. */
  read: Readonly<Record<number, number>>;
  /** Those in which one has said something, or was called. */
  followed: Readonly<Record<number, true>>;
}

/** A link into a room, and its squares as a path, on a grid of `size`. */
export interface MadeInvite {
  url: string;
  code: { size: number; path: string } | undefined;
}

/** Why the room of the address cannot be shown. */
export type Trouble = "not_found" | "forbidden" | "unreachable" | "removed" | "banned";

/** Whether someone is here, and when they were last. */
export type PresenceInfo = Pick<Person, "presence" | "lastSeen">;

/** Who writes, and until when that holds. */
export type TypingPerson = PersonRef & { until: number };

/** Parts of the page for admins. */
export type AdminTab = "accounts" | "access" | "audit";

/** What a message that is being written is about: one that it answers, or the one that it is to replace. */
export type ComposeTarget =
  | Reply
  /** `draft`: what was being written before, which comes back. */
  | { kind: "edit"; seq: number; draft: string };

/** A message that is answered: who wrote it, and what. */
export interface Reply {
  kind: "reply";
  seq: number;
  userId: string;
  name: string;
  guest?: true | undefined;
  content: string;
}

/** All that the page shows, and nothing else decides what it shows. */
export interface State {
  session: Session;
  /** Absent until the server was asked; `setup` while nobody is admin. */
  access: EntranceInfo | undefined;
  route: Route;
  /** How one wants the page to be, on this device. */
  prefs: Preferences;
  /** The room that one wanted before one had to sign in. */
  returnTo: string | undefined;
  invitedRoom: Invited | undefined;
  connection: ClientState;
  /** The server's history that all positions here belong to; absent until it was told. */
  history: string | undefined;
  /** Whether the connection was lost and is not back. */
  offline: boolean;
  /** Whether nobody has touched this device for a while. */
  idle: boolean;
  /** By id. */
  rooms: Readonly<Record<string, JoinedRoom>>;
  /** Public rooms that one is not in. */
  joinableRooms: readonly Room[];
  /** Whether `rooms` and `others` have been loaded once. */
  roomListLoaded: boolean;
  /** What was wrong with a room that was asked for, by id. */
  troubles: Readonly<Record<string, Trouble>>;
  /** By account. */
  presence: Readonly<Record<string, PresenceInfo>>;
  /** By room. */
  typing: Readonly<Record<string, readonly TypingPerson[]>>;
  lists: PagedLists;
  settings: Settings | undefined;
  outbox: readonly PendingMessage[];
  /** What is being written, by room, or by thread as `room/seq`. */
  drafts: Readonly<Record<string, string>>;
  /** Whether a reload would lose it, by the same keys: the browser's storage is full or forbidden. */
  unpersisted: Readonly<Record<string, boolean>>;
  /** What it is about, by the same keys. */
  composeTargets: Readonly<Record<string, ComposeTarget>>;
  files: AttachmentsByKey;
  composer: ComposerState;
  /** What people are called, by account, as far as it is known. */
  displayNames: Readonly<Record<string, string>>;
  /** Which of them are guests. */
  guestFlags: Readonly<Record<string, boolean>>;
  /** One's own reactions, as far as lines for everyone do not tell, by place as in `lobby/12`. */
  ownReactions: Readonly<Record<string, OwnReactions>>;
  /** The `seq` of the messages that one saved, by room; absent until it was asked for. */
  saved: Readonly<Record<string, readonly number[]>>;
  focusedMessage: FocusedMessage;
  /** Hidden messages that one wanted to see, by key. */
  revealed: Readonly<Record<string, true>>;
  /** Whether the page is in sight, and what one writes goes to it. */
  visible: boolean;
  /** Whether the open timeline is at its newest message; unknown until it is shown. */
  atNewest: boolean | undefined;
  /** The route whose message was brought into sight. */
  consumedRoute: Route | undefined;
  thread: Thread | undefined;
  /** Whether the list of rooms is open over the room, on a phone. */
  roomSheetOpen: boolean;
  /** Whether the details of the room are open beside it. */
  detailsOpen: boolean;
  adminTab: AdminTab;
  dialog: Dialog | undefined;
  menu: OpenMenu | undefined;
  /** The invite that was just made. */
  createdInvite: MadeInvite | undefined;
  /** What is looked for in the list that is open. */
  filter: string;
  /** Which of the list that is open Enter chooses, from 0. */
  activeIndex: number;
  /** Rooms that one was in since the page was loaded, by id, the latest first. */
  visitedRooms: readonly string[];
  /** Messages that one looked for last, the newest first. */
  recentSearches: readonly string[];
  /** Those who are chosen to be written to. */
  selectedPeople: readonly PersonRef[];
  form: FormState;
  /** One sentence about what was just done, or went wrong. */
  toast: { text: string; wrong: boolean } | undefined;
  notifications: NotificationState;
  /** Milliseconds since 1970, as exactly as something shown needs it. */
  now: number;
  /** Local midnight before now, in milliseconds since 1970. */
  today: number;
}

/** Before anything is known. */
export function initialState(route: Route, today: number, now = today): State {
  return {
    session: { kind: "unknown" },
    access: undefined,
    route,
    prefs: DEFAULT_PREFERENCES,
    returnTo: undefined,
    invitedRoom: undefined,
    connection: { kind: "idle" },
    history: undefined,
    offline: false,
    idle: false,
    rooms: {},
    joinableRooms: [],
    roomListLoaded: false,
    troubles: {},
    presence: {},
    typing: {},
    lists: {},
    settings: undefined,
    outbox: [],
    drafts: {},
    unpersisted: {},
    composeTargets: {},
    files: NO_ATTACHMENTS,
    composer: EMPTY_COMPOSER,
    displayNames: {},
    guestFlags: {},
    ownReactions: {},
    saved: {},
    focusedMessage: { hover: undefined, focus: undefined },
    revealed: {},
    visible: true,
    atNewest: undefined,
    consumedRoute: undefined,
    thread: undefined,
    roomSheetOpen: false,
    detailsOpen: false,
    adminTab: "accounts",
    dialog: undefined,
    menu: undefined,
    createdInvite: undefined,
    filter: searchQueryOf(route),
    activeIndex: 0,
    visitedRooms: route.kind === "room" ? [route.id] : [],
    recentSearches: [],
    selectedPeople: [],
    form: IDLE_FORM,
    toast: undefined,
    notifications: NO_NOTIFICATIONS,
    now,
    today,
  };
}
