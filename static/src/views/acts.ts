import type { Dialog } from "../state/state.ts";

/** What the views may ask for. */
export interface Acts {
  enter(name: string): void;
  signOut(): void;
  /** Asks again who one is, after the server did not answer. */
  start(): void;
  createRoom(name: string): void;
  leaveRoom(room: string): void;
  /** Goes to the room that was open last, or to the first. */
  home(): void;
  /** Tries the room of the address, or its messages, again. */
  openAgain(): void;
  loadOlder(room: string): void;
  draft(room: string, text: string): void;
  /** Sends what is being written. */
  send(room: string): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Connects now. */
  wake(): void;
  sheet(open: boolean): void;
  query(text: string): void;
  go(room: string): void;
  dialog(dialog: Dialog | undefined): void;
  /** Shows the newest message. */
  jump(): void;
  /** The timeline of a room has come into the page. */
  timeline(element: HTMLElement): void;
  /** The field of a room has come into the page. */
  field(element: HTMLElement): void;
}
