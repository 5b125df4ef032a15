import { h, type Vnode } from "../../dom/h.ts";
import type { Form } from "../../state/overlay.ts";
import { t } from "../../strings/more.ts";
import { submitButton } from "../forms.ts";
import { close } from "./modal.ts";

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
