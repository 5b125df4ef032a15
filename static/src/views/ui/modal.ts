import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { t } from "../../i18n/index.ts";
import type { Actions } from "../../actions/types.ts";
import { iconButton } from "./buttons.ts";

/** A native dialog: it holds the focus, closes on Escape, and gives the focus back. */
export function modal(key: string, actions: Actions, ...parts: Children[]): Vnode {
  return h(
    "dialog",
    {
      key,
      "aria-labelledby": "dialog-title",
      mount: (element) => (element as HTMLDialogElement).showModal(),
      on: {
        // What it has made way for meanwhile is not to be closed in its place.
        close: ({ target }: Event) => (target as Element).isConnected && actions.dialog(undefined),
        // At once: `close` comes later, and the next key may be for another one.
        cancel: (event: Event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          (event.currentTarget as HTMLDialogElement).close();
          actions.dialog(undefined);
        },
        mousedown: (event: MouseEvent) => {
          if (event.target === event.currentTarget) closeButton(event);
        },
      },
    },
    parts,
  );
}

/** A dialog that only shows something, with its name and the way out above it. */
export function dialogWithHeading(
  key: string,
  title: string,
  actions: Actions,
  ...parts: Children[]
): Vnode {
  const head = [
    dialogHeading(title),
    iconButton("close", t.close, () => {}, { on: { click: closeButton } }),
  ];
  return modal(key, actions, h("div", { class: "dialog-head" }, head), parts);
}

/** What a dialog is called. */
export function dialogHeading(title: string): Vnode {
  return h("h2", { id: "dialog-title" }, title);
}

/** Closes the dialog that an event comes from. */
export function closeButton(event: Event): void {
  (event.currentTarget as Element).closest("dialog")?.close();
}
