import { h, type Vnode } from "../../vdom/h.ts";
import type { FormState } from "../../state/dialogs.ts";
import { t } from "../../i18n/secondary.ts";
import { submitButton } from "../ui/forms.ts";
import { closeButton } from "../ui/modal.ts";

/** The way out, and the button that does it. */
export function dialogButtons(
  label: string,
  form: FormState,
  now: number,
  kind?: "primary" | "danger",
): Vnode {
  return h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", on: { click: closeButton } }, t.cancel),
    submitButton(label, form, now, kind),
  );
}
