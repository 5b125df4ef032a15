import type { ClientState, PendingMessage } from "../../../lib/client/types.ts";
import type { Account, Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import type { AttachmentChange } from "./attachments.ts";
import type { NotificationState } from "./notifications.ts";
import type { ListChange } from "./paged_lists.ts";
import type { WindowPage } from "./message_window.ts";
import type { FocusedMessage } from "./reactions.ts";
import type { Dialog, FormState, OpenMenu, PersonRef } from "./dialogs.ts";
import type { Preferences } from "./preferences.ts";
import type { Route } from "./route.ts";
import type { Snapshot } from "./restore_snapshot.ts";
import type { ThreadPage } from "./thread.ts";
import type { ComposerChange } from "./composer.ts";
import type {
  ComposeTarget,
  EntranceInfo,
  Invited,
  PresenceInfo,
  Settings,
  SignedOutReason,
  State,
  Threads,
  Trouble,
} from "./state.ts";

/** What was being written, and what it answers. */
interface Written {
  drafts: State["drafts"];
  composeTargets?: State["composeTargets"];
}

/** Members of the state that only the page decides. */
type ShownMember =
  | "adminTab"
  | "detailsOpen"
  | "filter"
  | "activeIndex"
  | "createdInvite"
  | "toast";

/** Everything that can happen; times are milliseconds since 1970. */
export type StateChange =
  | ListChange
  | AttachmentChange
  | ComposerChange
  | ({ type: "signedIn"; account: Account } & Written)
  /** There is no server; this is what was shown last. */
  | ({ type: "restored"; snapshot: Snapshot } & Written)
  | { type: "signedOut"; reason: SignedOutReason | undefined }
  | { type: "unreachable" }
  | { type: "account"; account: Account }
  | { type: "access"; access: EntranceInfo }
  | { type: "settings"; settings: Settings | undefined }
  | { type: "went"; route: Route }
  | { type: "invited"; invited: Invited }
  | { type: "link"; link: ClientState }
  | { type: "line"; line: ServerEvent }
  /** Someone writes, as heard just now. */
  | { type: "typing"; room: string; people: readonly PersonRef[]; at: number }
  /** One's own message was stored. */
  | { type: "spoke"; room: string; at: number }
  | { type: "seen"; people: readonly (PresenceInfo & { id: string })[] }
  | { type: "outbox"; pending: readonly PendingMessage[] }
  | { type: "rooms"; rooms: readonly Room[] }
  /** All rooms of one's own, when there were more than the server names at first. */
  | { type: "ownRooms"; rooms: readonly Room[] }
  | { type: "room"; room: Room }
  | { type: "trouble"; room: string; trouble: Trouble }
  | { type: "pageAsked"; room: string }
  | { type: "page"; room: string; page: WindowPage }
  | { type: "pageFailed"; room: string }
  /** Only what is near a message is kept. */
  | { type: "trim"; room: string; seq: number }
  /** One goes back to the newest. */
  | { type: "newest"; room: string }
  /** What one wanted to see is in sight, or cannot be. */
  | { type: "landed"; room: string }
  | ({ type: "threads"; room: string } & Threads)
  /** About the thread that is open. */
  | { type: "threadAsked" }
  | { type: "threadFailed"; missing: boolean }
  | { type: "thread"; room: string; page: ThreadPage }
  | { type: "threadFollowing"; following: boolean }
  /** The reply that a link leads to is in sight. */
  | { type: "threadLanded" }
  | { type: "draft"; room: string; text: string; persisted: boolean }
  /** What one writes in a room, or thread, is about; `undefined` when about nothing. */
  | { type: "compose"; room: string; compose: ComposeTarget | undefined }
  /** What some people are called. */
  | { type: "named"; people: readonly PersonRef[] }
  /** One wants to react, or to take it back. */
  | { type: "react"; room: string; seq: number; emoji: string; on: boolean }
  | { type: "reactFailed"; room: string; seq: number }
  /** One's own reactions to a message, all of them. */
  | { type: "reacted"; room: string; seq: number; emoji: readonly string[] }
  /** The messages of a room that one saved, all of them. */
  | { type: "savedIn"; room: string; seqs: readonly number[] }
  | { type: "saved"; room: string; seq: number; on: boolean }
  | ({ type: "near" } & Partial<FocusedMessage>)
  | { type: "reveal"; keys: readonly string[] }
  | { type: "choose"; person: PersonRef; chosen: boolean }
  | { type: "prefs"; prefs: Preferences }
  /** What was looked for last, the newest first. */
  | { type: "searches"; queries: readonly string[] }
  | { type: "visible"; visible: boolean }
  | { type: "idle"; idle: boolean }
  | { type: "following"; following: boolean }
  | { type: "form"; form: FormState }
  /** What is open of the page: nothing of it is the server's. */
  | { type: "sheet"; open: boolean }
  | { type: "dialog"; dialog: Dialog | undefined }
  | { type: "menu"; menu: OpenMenu | undefined }
  | ({ type: "show" } & Partial<Pick<State, ShownMember>>)
  | { type: "notifications"; notifications: Partial<NotificationState> }
  | { type: "clock"; now: number; today: number };
