import { h, type Vnode } from "../../vdom/h.ts";
import type { Confirmation } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submittingForm } from "../ui/forms.ts";
import { dialogButtons } from "./dialog_buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** Asks before something is done that takes something away, or gives power. */
export function confirmationDialog(
  confirmation: Confirmation,
  state: State,
  actions: Actions,
): Vnode {
  const form = currentForm(state, "confirm");
  const { title, consequence, action, danger } = t.confirmationText(confirmation);
  return modal(
    `confirm ${confirmation.kind}`,
    actions,
    submittingForm(
      () => actions.confirm(confirmation),
      {},
      dialogHeading(title),
      h("p", null, consequence),
      formError(form, state.now),
      dialogButtons(action, form, state.now, danger ? "danger" : "primary"),
    ),
  );
}
