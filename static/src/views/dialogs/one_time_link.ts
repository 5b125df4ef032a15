import { h, type Vnode } from "../../vdom/h.ts";
import type { Dialog } from "../../state/dialogs.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { copyField } from "./invite.ts";
import { closeButton, dialogHeading, modal } from "../ui/modal.ts";

/** A link for someone else, that is shown once. */
export function oneTimeLinkDialog(
  { person, url }: Dialog & { kind: "link" },
  actions: Actions,
): Vnode {
  return modal(
    "link",
    actions,
    dialogHeading(t.passwordLink.title),
    h("p", null, t.passwordLink.about(person.name)),
    copyField(t.passwordLink.title, url, actions),
    h("div", { class: "dialog-buttons" }, [
      h(
        "button",
        { type: "button", class: "button", on: { click: closeButton } },
        t.passwordLink.done,
      ),
    ]),
  );
}
