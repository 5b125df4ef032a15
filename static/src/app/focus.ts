import { isTouchPointer } from "../views/ui/pointer.ts";

/** Where the keyboard focus of the page goes. */
export class Focus {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  byId(id: string): HTMLElement | null {
    return this.#document.getElementById(id);
  }

  /** The composer beside the focus: in a thread that of the thread, and not that of the room. */
  composer(side = this.thread()): HTMLElement | null {
    return (side?.isConnected ? side : this.#document).querySelector("textarea");
  }

  /** The thread panel that has the focus. */
  thread(): Element | null | undefined {
    return this.#document.activeElement?.closest("#thread");
  }

  /** Gives the focus back to where the menu came from, before what it leads to takes it. */
  leaveMenu(): void {
    const open = this.#document.activeElement?.closest<HTMLElement>(".menu");
    if (open) this.byId(open.dataset.anchor ?? "")?.focus();
  }

  /** Runs what draws the page; the focus is never lost with its element, or by moving it. */
  preserve(render: () => void): void {
    const focused = this.#document.activeElement;
    const side = this.thread();
    render();
    if (!(focused instanceof HTMLElement) || this.#document.activeElement !== this.#document.body) {
      return;
    }
    if (focused.isConnected) focused.focus({ preventScroll: true });
    else if (!isTouchPointer()) (this.composer(side) ?? this.byId("main"))?.focus();
  }

  /** The sheet of rooms opens on the room that is shown, and closes on its button. */
  sheet(open: boolean): void {
    const rooms = this.byId("rooms");
    const row = rooms?.querySelector<HTMLElement>("[aria-current]") ?? rooms?.querySelector("a");
    (open ? row : this.byId("menu"))?.focus();
  }

  /** Where the details cover the room, the focus goes with them. */
  details(open: boolean): void {
    if (!open) this.byId("details-button")?.focus();
    else if (this.byId("main")?.checkVisibility() === false) {
      this.byId("details")?.querySelector("button")?.focus();
    }
  }

  /** The field of a form that the server or the form itself refused. */
  invalidField(): void {
    this.#document.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }
}
