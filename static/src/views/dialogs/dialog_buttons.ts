import { h, type Vnode } from "../../vdom/h.ts";
import type { Form } from "../../state/dialogs.ts";
import { t } from "../../i18n/secondary.ts";
import { submitButton } from "../ui/forms.ts";
import { close } from "../ui/modal.ts";

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
