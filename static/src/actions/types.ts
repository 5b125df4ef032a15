import type { Listed } from "../dom/virtual_scroller.ts";
import type { Slice } from "../dom/virtual_window.ts";
import type { Row } from "../state/timeline.ts";
import type { FileActs } from "./uploads.ts";
import type { HistoryActs } from "./history.ts";
import type { KnowingActs } from "./notifications.ts";
import type { LateActs } from "./lazy_actions.ts";
import type { ListActs } from "./lists.ts";
import type { MessageActs } from "./messages.ts";
import type { PeopleActs } from "./people.ts";
import type { PrefActs } from "./preferences.ts";
import type { RoomActs } from "./rooms.ts";
import type { SearchActs } from "./search.ts";
import type { SessionActs } from "./session.ts";
import type { ThreadActs } from "./threads.ts";
import type { WritingActs } from "./composer.ts";
import type { Dialog, Menu } from "../state/dialogs.ts";

/** What views ask of the chat. */
export type ChatActs =
  & SessionActs
  & RoomActs
  & HistoryActs
  & ThreadActs
  & ListActs
  & MessageActs
  & PeopleActs
  & LateActs
  & PrefActs
  & SearchActs
  & KnowingActs
  & WritingActs
  & FileActs;

/** The lists of messages on the page. */
export type ListName = "timeline" | "replies";

/** What views ask of the page itself. */
export interface ScreenActs {
  /** Draws the page again, because a part of it has been loaded. */
  redraw(): void;
  sheet(open: boolean): void;
  details(open: boolean): void;
  dialog(dialog: Dialog | undefined): void;
  /** Opens a menu beside its anchor, or closes the one that is open there. */
  menu(menu: Menu | undefined): void;
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
  slices(list: ListName, rows: Listed<Row>): Slice[];
  /** The timeline of a room, or the replies of a thread, have come into the page. */
  timeline(element: HTMLElement): void;
  replies(element: HTMLElement): void;
  /** A field that one is to write in has come into the page. */
  field(element: HTMLElement): void;
}

/** What the views may ask for. */
export type Acts = ChatActs & ScreenActs;
