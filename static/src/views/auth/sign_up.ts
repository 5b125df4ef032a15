import { type Children, h } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { FormState } from "../../state/dialogs.ts";
import { inviteCode } from "../../state/route.ts";
import { account, accountOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { SignUp } from "../../net/api/session.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { authLink, authTitle } from "./auth_parts.ts";

/** Whether one may make an account, as far as the page knows. */
export function canSignUp({ access, route }: State): boolean {
  if (!access || access.signup === "closed") return false;
  return access.signup === "open" || inviteCode(route) !== undefined;
}

/** Where one makes an account, or a guest's own becomes one. */
export function signUpPage(state: State, actions: Actions): Children {
  const isGuest = accountOf(state) !== undefined;
  const options = isGuest ? t.signUp.keep : t.signUp.about;
  if (!canSignUp(state)) {
    const isClosed = state.access?.signup === "closed";
    return [
      authTitle(state, t.titles.signup, isClosed ? t.signUp.closed : t.signUp.byInvite),
      h("a", { class: "button", href: "/" }, t.home),
    ];
  }
  return [
    authTitle(state, t.titles.signup, options),
    signUpForm(state, actions),
    !isGuest && h("p", { class: "door-foot" }, [
      t.signUp.have,
      " ",
      authLink(state, "signin", t.welcome.signIn),
    ]),
  ];
}

/** The form alone, as a guest's profile has it too. */
export function signUpForm(state: State, actions: Actions): Children {
  const form = currentForm(state, "signUp");
  return submittingForm(
    (read) => actions.signUp(requestOf(read)),
    { class: "door-form", key: "signup" },
    credentials(form, actions),
    // A guest has a name already.
    accountOf(state) === undefined && nameField(form, account(state).name),
    formError(form, state.now),
    submitButton(t.signUp.action, form, state.now),
  );
}

/** What one signs in with. */
export function credentials(form: FormState, actions: Actions): Children {
  return [
    textField(form, {
      name: "username",
      label: t.fields.username,
      hint: t.fields.usernameHint,
      maxlength: 32,
      autocomplete: "username",
      enterkeyhint: "next",
      mount: actions.field,
    }),
    textField(form, {
      name: "password",
      label: t.fields.password,
      hint: t.fields.passwordHint,
      type: "password",
      autocomplete: "new-password",
      enterkeyhint: "next",
    }),
  ];
}

/** What others see. */
export function nameField(form: FormState, value: string): Children {
  return textField(form, {
    name: "name",
    label: t.fields.optional(t.fields.name),
    hint: t.fields.nameHint,
    maxlength: LIMITS.nameChars * 2,
    autocomplete: "name",
    autocapitalize: "words",
    enterkeyhint: "go",
    ...(value ? { value } : {}),
  });
}

/** What was written in the form. */
export function requestOf(read: (name: string) => string): SignUp {
  const name = read("name").trim();
  const request = { username: read("username").trim(), password: read("password") };
  return name === "" ? request : { ...request, name };
}
