import { h, type Vnode } from "../../vdom/h.ts";
import { account, isGuest } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { formError, formFor, formOf } from "../ui/forms.ts";
import { buttons } from "./dialog_buttons.ts";
import { heading, modal } from "../ui/modal.ts";

/** Asks before one signs out: a guest cannot come back. */
export function signOut(state: State, acts: Acts): Vnode {
  const form = formOf(state, "signOut");
  const me = account(state);
  return modal(
    "signout",
    acts,
    formFor(
      () => acts.signOut(),
      {},
      heading(t.signOut.title),
      h("p", null, isGuest(me) ? t.signOut.guest(me.name) : t.signOut.about),
      formError(form, state.now),
      buttons(t.signOut.action, form, state.now, isGuest(me) ? "danger" : "primary"),
    ),
  );
}
