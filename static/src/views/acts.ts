import type { AccountActs } from "../acts/account.ts";
import type { AdminActs } from "../acts/admin.ts";
import type { DeedActs } from "../acts/deeds.ts";
import type { InviteActs } from "../acts/invites.ts";
import type { ListActs } from "../acts/lists.ts";
import type { PeopleActs } from "../acts/people.ts";
import type { RoomActs } from "../acts/rooms.ts";
import type { SessionActs } from "../acts/session.ts";
import type { WritingActs } from "../acts/writing.ts";
import type { Dialog, Menu } from "../state/overlay.ts";

/** What views ask of the chat. */
export type ChatActs =
  & SessionActs
  & RoomActs
  & ListActs
  & PeopleActs
  & DeedActs
  & InviteActs
  & AccountActs
  & AdminActs
  & WritingActs;

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
  /** Shows the newest message. */
  jump(): void;
  /** Puts a text where it can be pasted from; `field` holds it where that is not allowed. */
  copy(text: string, field?: HTMLInputElement | null): void;
  /** The timeline of a room has come into the page. */
  timeline(element: HTMLElement): void;
  /** A field that one is to write in has come into the page. */
  field(element: HTMLElement): void;
  /** A menu has come into the page. */
  opened(element: HTMLElement): void;
}

/** What the views may ask for. */
export type Acts = ChatActs & ScreenActs;
