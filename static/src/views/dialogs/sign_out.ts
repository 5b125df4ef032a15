import { isGuest } from "../../../../lib/protocol/guests.ts";
import { h, type Vnode } from "../../vdom/h.ts";
import { account } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submittingForm } from "../ui/forms.ts";
import { dialogButtons } from "./dialog_buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** Asks before one signs out: a guest cannot come back. */
export function signOutDialog(state: State, actions: Actions): Vnode {
  const form = currentForm(state, "signOut");
  const me = account(state);
  return modal(
    "signout",
    actions,
    submittingForm(
      () => actions.signOut(),
      {},
      dialogHeading(t.signOut.title),
      h("p", null, isGuest(me) ? t.signOut.guest(me.name) : t.signOut.about),
      formError(form, state.now),
      dialogButtons(t.signOut.action, form, state.now, isGuest(me) ? "danger" : "primary"),
    ),
  );
}
