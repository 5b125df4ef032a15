/** What happens to messages of a page, whichever element shows them at that moment. */
export interface MessageListeners {
  /** The pointer, or the focus, came to a message, or left for none. */
  near(part: "hover" | "focus", id: string | undefined): void;
  /** A key is pressed on a message that has the focus; whether that did something. */
  key(key: string, message: HTMLElement): boolean;
  /** A finger rests on a message. */
  press(message: HTMLElement): void;
}

/**
 * Listens for the whole document, so that a list that is drawn again loses nothing. Letters count only
 * on a message that was reached by keyboard: whoever clicks on one and then types means to write.
 */
export function listenForMessages(document: Document, listeners: MessageListeners): void {
  let clicked: HTMLElement | null = null;
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch") notify("hover", target);
  });
  document.addEventListener("pointerdown", ({ target }) => clicked = messageOf(target));
  document.addEventListener("focusin", ({ target }) => {
    if (messageOf(target) !== clicked) clicked = null;
    notify("focus", target);
  });
  document.addEventListener("press", ({ target }) => {
    const message = messageOf(target);
    if (message) listeners.press(message);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const message = messageOf(target);
    if (!message || message !== target || ctrlKey || metaKey || altKey) return;
    if (key.length === 1 && message === clicked) return;
    if (!event.defaultPrevented && listeners.key(key, message)) event.preventDefault();
  });

  /** What stands over the page is about the message that one was at. */
  function notify(part: "hover" | "focus", target: EventTarget | null): void {
    if (target instanceof Element && target.closest("[popover], dialog")) return;
    listeners.near(part, messageOf(target)?.id);
  }
}

function messageOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".message") : null;
}
