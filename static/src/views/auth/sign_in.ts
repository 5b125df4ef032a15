import { type Children, h } from "../../vdom/h.ts";
import { inviteCode } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { authLink, authTitle } from "./auth_parts.ts";
import { canSignUp } from "./sign_up.ts";

/** Where one signs in. */
export function signInPage(state: State, actions: Actions): Children {
  const form = currentForm(state, "signIn");
  const { invitedRoom, access, now } = state;
  const room = inviteCode(state.route) === undefined ? undefined : invitedRoom?.room?.name;
  return [
    authTitle(state, t.titles.signin, room ? t.join.title(room) : t.signIn.about),
    access?.setup && h("p", { class: "reason" }, t.welcome.new),
    submittingForm(
      (read) => actions.signIn({ username: read("username").trim(), password: read("password") }),
      { class: "door-form", key: "signin" },
      textField(form, {
        name: "username",
        label: t.fields.username,
        autocomplete: "username",
        enterkeyhint: "next",
        mount: actions.field,
      }),
      textField(form, {
        name: "password",
        label: t.fields.password,
        type: "password",
        autocomplete: "current-password",
        enterkeyhint: "go",
      }),
      formError(form, now),
      submitButton(t.signIn.action, form, now),
    ),
    h(
      "div",
      { class: "door-foot" },
      canSignUp(state) &&
        h("p", null, t.signIn.none, " ", authLink(state, "signup", t.welcome.signUp)),
      h("p", { class: "hint" }, t.signIn.forgotten),
    ),
  ];
}
