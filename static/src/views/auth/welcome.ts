import { type Children, h } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import { inviteCode } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { authLink, authTitle } from "./auth_parts.ts";
import { invitation, isInviteSpent } from "./join.ts";
import { canSignUp } from "./sign_up.ts";

/** Where one who is not signed in chooses how to come in. */
export function welcomePage(state: State, actions: Actions): Children {
  const { access, route } = state;
  if (isInviteSpent(state)) {
    return [
      authTitle(state, t.join.missing, t.join.missingAbout),
      h("a", { class: "button", href: "/" }, t.home),
    ];
  }
  const isInvited = inviteCode(route) !== undefined;
  const lead = route.kind === "room" ? t.welcome.invited(route.id) : t.welcome.about;
  return [
    isInvited ? invitation(state) : authTitle(state, t.welcome.title, lead),
    access?.setup && h("p", { class: "reason" }, t.welcome.new),
    access?.guests === "on" && [asGuest(state, actions), h("p", { class: "or" }, t.welcome.or)],
    h(
      "div",
      { class: "door-ways" },
      authLink(state, "signin", t.welcome.signIn, "button"),
      canSignUp(state) && authLink(state, "signup", t.welcome.signUp, "button"),
    ),
  ];
}

function asGuest(state: State, actions: Actions): Children {
  const form = currentForm(state, "enter");
  return submittingForm(
    (read) => actions.enter(read("name").trim()),
    { class: "door-form", key: "guest" },
    textField(form, {
      name: "name",
      label: t.fields.name,
      hint: t.fields.nameHint,
      // Counted in UTF-16 here; the server counts characters, and says so.
      maxlength: LIMITS.nameChars * 2,
      autocomplete: "nickname",
      autocapitalize: "words",
      enterkeyhint: "go",
      mount: actions.field,
    }),
    formError(form, state.now),
    submitButton(t.welcome.enter, form, state.now),
  );
}
