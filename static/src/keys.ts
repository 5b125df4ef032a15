import { openRoom } from "./state/select.ts";
import type { Store } from "./state/store.ts";
import type { ScreenActs } from "./views/acts.ts";

/** What keys do that are pressed nowhere in particular; `field` finds where a message is written. */
export function listenForKeys(
  document: Document,
  store: Store,
  acts: Pick<ScreenActs, "dialog" | "sheet" | "details">,
  field: () => HTMLElement | null,
): void {
  document.addEventListener("keydown", (event) => {
    const { session, sheet, dialog, menu, details } = store.state;
    if (session.kind !== "open" || dialog || menu || event.defaultPrevented || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "k" && isCommand) {
      event.preventDefault();
      acts.dialog({ kind: "go" });
    } else if (event.key === "Escape") {
      // The nearest thing closes first.
      if (sheet) acts.sheet(false);
      else if (details && openRoom(store.state)) acts.details(false);
    } else if (
      /^\S$/u.test(event.key) && !isCommand && !sheet && !isField(document.activeElement)
    ) {
      // Whoever begins to write means the message.
      field()?.focus();
    }
  });
}

function isField(element: Element | null): boolean {
  return element?.matches("input, textarea, select") ?? false;
}
