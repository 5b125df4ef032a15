import { h, type Vnode } from "../../dom/h.ts";
import { account, isGuest } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/more.ts";
import type { Acts } from "../acts.ts";
import { formError, formFor, formOf } from "../forms.ts";
import { buttons } from "./buttons.ts";
import { heading, modal } from "./modal.ts";

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
