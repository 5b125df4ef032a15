import { type Children, h, type Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { logo } from "../../icons/icons.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { notSetUpPage } from "./not_set_up.ts";
import { authTitle } from "./auth_parts.ts";
import { credentials, nameField, requestOf } from "./sign_up.ts";

/** The door of the first admin, and the way to it for all who come before. */
export function firstAdminPage(state: State, actions: Actions): Vnode {
  const content = state.route.kind === "setup" ? setUp(state, actions) : notSetUpPage(actions);
  return h("div", { class: "welcome-card" }, logo(), content);
}

/** Where the first admin makes an account, with the set-up link or a token. */
function setUp(state: State, actions: Actions): Children {
  const { route, access, now } = state;
  const form = currentForm(state, "setUp");
  if (access && !access.setup) {
    return [
      authTitle(state, t.setUp.done, t.setUp.doneAbout),
      h("a", { class: "button", href: "/signin" }, t.welcome.signIn),
    ];
  }
  const isWhole = "secret" in route && !!route.secret;
  return [
    authTitle(state, t.titles.setup, t.setUp.about),
    submittingForm(
      (read) => actions.setUp(requestOf(read), isWhole ? undefined : tokenOf(read("token"))),
      { class: "door-form", key: "setup" },
      !isWhole && textField(form, {
        name: "token",
        label: t.setUp.token,
        hint: t.setUp.tokenHint,
        autocomplete: "off",
        enterkeyhint: "next",
      }),
      credentials(form, actions),
      nameField(form, ""),
      formError(form, now),
      submitButton(t.setUp.action, form, now),
    ),
  ];
}

/** The secret in what was entered: a token, or a whole link with the secret in its fragment. */
function tokenOf(entered: string): string {
  return entered.trim().replace(/^.*#/, "");
}
