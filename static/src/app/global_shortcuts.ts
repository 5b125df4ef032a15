import { adjacentRoom, openRoom } from "../state/selectors.ts";
import type { StateStore } from "../state/store.ts";
import type { Actions } from "../actions/types.ts";

/** What keys do that are pressed nowhere in particular; `field` finds where a message is written. */
export function listenForShortcuts(
  document: Document,
  store: StateStore,
  actions: Pick<Actions, "dialog" | "sheet" | "details" | "thread" | "searchHere" | "go" | "jump">,
  field: () => HTMLElement | null,
): void {
  /** What a key does, if it does something. */
  function shortcutAction(event: KeyboardEvent): (() => void) | undefined {
    const { key, altKey, shiftKey } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const isWriting = isField(document.activeElement);
    if (altKey) {
      const step = isCommand ? undefined : ROOM_STEPS[key];
      const room = step && adjacentRoom(store.state, step, shiftKey);
      return room === undefined ? undefined : () => actions.go(room);
    }
    if (isCommand) {
      if (key === "k") return () => actions.dialog({ kind: "go" });
      if (key === "/") return () => actions.dialog({ kind: "shortcuts" });
      return shiftKey && key.toLowerCase() === "f" ? actions.searchHere : undefined;
    }
    if (key === "Escape") return nearest();
    return key === "?" && !isWriting ? () => actions.dialog({ kind: "shortcuts" }) : undefined;
  }

  /** The nearest thing closes first. */
  function nearest(): (() => void) | undefined {
    const { roomSheetOpen, detailsOpen, thread, atNewest } = store.state;
    if (roomSheetOpen) return () => actions.sheet(false);
    if (!openRoom(store.state)) return undefined;
    if (thread) return () => actions.thread(undefined);
    if (detailsOpen) return () => actions.details(false);
    return atNewest !== false ? undefined : actions.jump;
  }

  document.addEventListener("keydown", (event) => {
    const { session, dialog, roomSheetOpen } = store.state;
    if (session.kind !== "open" || dialog || event.defaultPrevented) return;
    const action = shortcutAction(event);
    if (action) {
      event.preventDefault();
      return action();
    }
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
    // Whoever begins to write means the message.
    if (isPlain && !roomSheetOpen && /^\S$/u.test(event.key) && !isField(document.activeElement)) {
      if (!store.state.menu) field()?.focus();
    }
  });
}

const ROOM_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowUp: -1, ArrowDown: 1 };

/** Whether what has the focus is to be written in. */
function isField(element: Element | null): boolean {
  return element?.matches("input:not([type=radio], [type=checkbox]), textarea, select") ?? false;
}
