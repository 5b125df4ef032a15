import type { ClientState, Pending } from "../../../lib/client/types.ts";
import type { Account, Line, Room } from "../../../lib/protocol/lines.ts";
import type { ListAction } from "./lists.ts";
import type { Page } from "./log.ts";
import type { Dialog, Form, Menu, Someone } from "./overlay.ts";
import type { Route } from "./route.ts";
import type {
  Access,
  Compose,
  Invited,
  Reason,
  Seen,
  Settings,
  State,
  Tab,
  Trouble,
} from "./state.ts";

/** Everything that can happen; times are milliseconds since 1970. */
export type Action =
  | ListAction
  | { type: "signedIn"; account: Account; drafts: Record<string, string> }
  | { type: "signedOut"; reason: Reason | undefined }
  | { type: "unreachable" }
  | { type: "account"; account: Account }
  | { type: "access"; access: Access & { setup: boolean } }
  | { type: "settings"; settings: Settings | undefined }
  | { type: "went"; route: Route }
  | { type: "invited"; invited: Invited }
  | { type: "link"; link: ClientState }
  | { type: "line"; line: Line }
  /** Someone writes, as heard just now. */
  | { type: "typing"; room: string; people: readonly Someone[]; at: number }
  /** One's own message was stored. */
  | { type: "spoke"; room: string; at: number }
  | { type: "seen"; people: readonly (Seen & { id: string })[] }
  | { type: "outbox"; pending: readonly Pending[] }
  | { type: "rooms"; rooms: readonly Room[] }
  | { type: "room"; room: Room }
  | { type: "trouble"; room: string; trouble: Trouble }
  | { type: "pageAsked"; room: string }
  | { type: "page"; room: string; page: Page }
  | { type: "pageFailed"; room: string }
  | { type: "draft"; room: string; text: string }
  /** What one writes in a room, or thread, is about; `undefined` when about nothing. */
  | { type: "compose"; room: string; compose: Compose | undefined }
  | { type: "reveal"; keys: readonly string[] }
  | { type: "choose"; person: Someone; chosen: boolean }
  | { type: "visible"; visible: boolean }
  | { type: "idle"; idle: boolean }
  | { type: "following"; following: boolean }
  | { type: "form"; form: Form }
  /** What is open of the page: nothing of it is the server's. */
  | { type: "sheet"; open: boolean }
  | { type: "dialog"; dialog: Dialog | undefined }
  | { type: "menu"; menu: Menu | undefined }
  | ({ type: "show" } & Partial<Pick<State, "details" | "query" | "made" | "toast">> & {
    tab?: Tab;
  })
  | { type: "clock"; now: number; today: number };
