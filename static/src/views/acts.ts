import type { Listed } from "../dom/scroll.ts";
import type { Slice } from "../dom/near.ts";
import type { Row } from "../state/rows.ts";
import type { FileActs } from "../acts/files.ts";
import type { HistoryActs } from "../acts/history.ts";
import type { KnowingActs } from "../acts/knowing.ts";
import type { LateActs } from "../acts/late.ts";
import type { ListActs } from "../acts/lists.ts";
import type { MessageActs } from "../acts/messages.ts";
import type { PeopleActs } from "../acts/people.ts";
import type { PrefActs } from "../acts/prefs.ts";
import type { RoomActs } from "../acts/rooms.ts";
import type { SearchActs } from "../acts/search.ts";
import type { SessionActs } from "../acts/session.ts";
import type { ThreadActs } from "../acts/threads.ts";
import type { WritingActs } from "../acts/writing.ts";
import type { Dialog, Menu } from "../state/overlay.ts";

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
