import { type Children, h, type Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { mark } from "../../icons/icons.ts";
import { field, formError, formFor, formOf, submitButton } from "../ui/forms.ts";
import { notSetUp } from "./not_set_up.ts";
import { title } from "./auth_parts.ts";
import { credentials, nameField, requestOf } from "./sign_up.ts";

/** The door of the first admin, and the way to it for all who come before. */
export function firstAdmin(state: State, acts: Acts): Vnode {
  const content = state.route.kind === "setup" ? setUp(state, acts) : notSetUp(acts);
  return h("div", { class: "welcome-card" }, mark(), content);
}

/** Where the first admin makes an account, with the set-up link or a token. */
function setUp(state: State, acts: Acts): Children {
  const { route, access, now } = state;
  const form = formOf(state, "setUp");
  if (access && !access.setup) {
    return [
      title(state, t.setUp.done, t.setUp.doneAbout),
      h("a", { class: "button", href: "/signin" }, t.welcome.signIn),
    ];
  }
  const isWhole = "secret" in route && !!route.secret;
  return [
    title(state, t.titles.setup, t.setUp.about),
    formFor(
      (read) => acts.setUp(requestOf(read), isWhole ? undefined : tokenOf(read("token"))),
      { class: "door-form", key: "setup" },
      !isWhole && field(form, {
        name: "token",
        label: t.setUp.token,
        hint: t.setUp.tokenHint,
        autocomplete: "off",
        enterkeyhint: "next",
      }),
      credentials(form, acts),
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
