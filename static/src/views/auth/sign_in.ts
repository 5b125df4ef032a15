import { type Children, h } from "../../vdom/h.ts";
import { codeOf } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/en/auth.ts";
import type { Acts } from "../../actions/types.ts";
import { field, formError, formFor, formOf, submitButton } from "../ui/forms.ts";
import { doorLink, title } from "./auth_parts.ts";
import { maySignUp } from "./sign_up.ts";

/** Where one signs in. */
export function signIn(state: State, acts: Acts): Children {
  const form = formOf(state, "signIn");
  const { invited, access, now } = state;
  const room = codeOf(state.route) === undefined ? undefined : invited?.room?.name;
  return [
    title(state, t.titles.signin, room ? t.join.title(room) : t.signIn.about),
    access?.setup && h("p", { class: "reason" }, t.welcome.new),
    formFor(
      (read) => acts.signIn({ username: read("username").trim(), password: read("password") }),
      { class: "door-form", key: "signin" },
      field(form, {
        name: "username",
        label: t.fields.username,
        autocomplete: "username",
        enterkeyhint: "next",
        mount: acts.field,
      }),
      field(form, {
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
      maySignUp(state) &&
        h("p", null, t.signIn.none, " ", doorLink(state, "signup", t.welcome.signUp)),
      h("p", { class: "hint" }, t.signIn.forgotten),
    ),
  ];
}
