import type { VirtualList } from "../dom/virtual_list.ts";
import type { RowRange } from "../dom/virtual_window.ts";
import type { TimelineItem } from "../state/timeline.ts";
import type { UploadActions } from "./uploads.ts";
import type { HistoryActions } from "./history.ts";
import type { NotificationActions } from "./notifications.ts";
import type { LazyActions } from "./lazy_actions.ts";
import type { ListActions } from "./lists.ts";
import type { MessageActions } from "./messages.ts";
import type { PeopleActions } from "./people.ts";
import type { PreferenceActions } from "./preferences.ts";
import type { RoomActions } from "./rooms.ts";
import type { SearchActions } from "./search.ts";
import type { SessionActions } from "./session.ts";
import type { ThreadActions } from "./threads.ts";
import type { ComposerActions } from "./composer.ts";
import type { AutocompleteActions } from "./autocomplete.ts";
import type { EmojiActions } from "./emoji.ts";
import type { ReplyAndEditActions } from "./reply_and_edit.ts";
import type { Dialog, OpenMenu } from "../state/dialogs.ts";

/** What views ask of the chat. */
export type ChatActions =
  & SessionActions
  & RoomActions
  & HistoryActions
  & ThreadActions
  & ListActions
  & MessageActions
  & PeopleActions
  & LazyActions
  & PreferenceActions
  & SearchActions
  & NotificationActions
  & ComposerActions
  & ReplyAndEditActions
  & AutocompleteActions
  & EmojiActions
  & UploadActions;

/** The lists of messages on the page. */
export type MessageListName = "timeline" | "replies";

/** What views ask of the page itself. */
export interface PageActions {
  /** Draws the page again, because a part of it has been loaded. */
  redraw(): void;
  sheet(open: boolean): void;
  details(open: boolean): void;
  dialog(dialog: Dialog | undefined): void;
  /** Opens a menu beside its anchor, or closes the one that is open there. */
  menu(menu: OpenMenu | undefined): void;
  query(text: string): void;
  /** Chooses one of the list that is open, from 0. */
  activate(active: number): void;
  /** Shows the newest message. */
  jump(): void;
  /** Puts a text where it can be pasted from; `field` holds it where that is not allowed. */
  copy(text: string, field?: HTMLInputElement | null): void;
  /** Copies the whole address of a path. */
  copyLink(path: string): void;
  /** Which rows of a list are near what is in sight; no others are drawn. */
  slices(list: MessageListName, rows: VirtualList<TimelineItem>): RowRange[];
  /** The timeline of a room, or the replies of a thread, have come into the page. */
  timeline(element: HTMLElement): void;
  replies(element: HTMLElement): void;
  /** A field that one is to write in has come into the page. */
  field(element: HTMLElement): void;
}

/** What the views may ask for. */
export type Actions = ChatActions & PageActions;

/** What actions ask of the page besides what views do. */
export interface Page extends PageActions {
  /** Draws the page now, so that the next key that is pressed finds it. */
  render(): void;
  /** Gives the focus back to where the open menu came from. */
  leaveMenu(): void;
  /** Focuses what opened a thread that is closed now. */
  focusOpenerOf(root: number | undefined): void;
  /** Scrolls to the message that was just sent from a composer. */
  showSent(key: string): void;
}
