import { h, type Vnode } from "../../vdom/h.ts";
import type { Deed } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { formError, formFor, formOf } from "../ui/forms.ts";
import { buttons } from "./dialog_buttons.ts";
import { heading, modal } from "../ui/modal.ts";

/** Asks before something is done that takes something away, or gives power. */
export function confirm(deed: Deed, state: State, acts: Acts): Vnode {
  const form = formOf(state, "confirm");
  const { title, about, action, danger } = t.question(deed);
  return modal(
    `confirm ${deed.kind}`,
    acts,
    formFor(
      () => acts.confirm(deed),
      {},
      heading(title),
      h("p", null, about),
      formError(form, state.now),
      buttons(action, form, state.now, danger ? "danger" : "primary"),
    ),
  );
}
