import { type Children, h, type Vnode } from "../../dom/h.ts";
import type { Form } from "../../state/overlay.ts";
import { t } from "../../strings/strings.ts";
import type { Acts } from "../acts.ts";
import { submitButton } from "../forms.ts";

/** A native dialog: it holds the focus, closes on Escape, and gives the focus back. */
export function modal(key: string, acts: Acts, ...parts: Children[]): Vnode {
  return h(
    "dialog",
    {
      key,
      "aria-labelledby": "dialog-title",
      mount: (element) => (element as HTMLDialogElement).showModal(),
      on: {
        close: () => acts.dialog(undefined),
        mousedown: (event: MouseEvent) => {
          if (event.target === event.currentTarget) close(event);
        },
      },
    },
    parts,
  );
}

/** What a dialog is called. */
export function heading(title: string): Vnode {
  return h("h2", { id: "dialog-title" }, title);
}

/** The way out, and the button that does it. */
export function buttons(
  label: string,
  form: Form,
  now: number,
  kind?: "primary" | "danger",
): Vnode {
  return h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", on: { click: close } }, t.cancel),
    submitButton(label, form, now, kind),
  );
}

/** Closes the dialog that an event comes from. */
export function close(event: Event): void {
  (event.currentTarget as Element).closest("dialog")?.close();
}
