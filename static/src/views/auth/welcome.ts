import { type Children, h } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import { codeOf } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/en/auth.ts";
import type { Acts } from "../../actions/types.ts";
import { field, formError, formFor, formOf, submitButton } from "../ui/forms.ts";
import { doorLink, title } from "./auth_parts.ts";
import { invitation, isSpent } from "./join.ts";
import { maySignUp } from "./sign_up.ts";

/** Where one who is not signed in chooses how to come in. */
export function welcome(state: State, acts: Acts): Children {
  const { access, route } = state;
  if (isSpent(state)) {
    return [
      title(state, t.join.missing, t.join.missingAbout),
      h("a", { class: "button", href: "/" }, t.home),
    ];
  }
  const isInvited = codeOf(route) !== undefined;
  const lead = route.kind === "room" ? t.welcome.invited(route.id) : t.welcome.about;
  return [
    isInvited ? invitation(state) : title(state, t.welcome.title, lead),
    access?.setup && h("p", { class: "reason" }, t.welcome.new),
    access?.guests === "on" && [asGuest(state, acts), h("p", { class: "or" }, t.welcome.or)],
    h(
      "div",
      { class: "door-ways" },
      doorLink(state, "signin", t.welcome.signIn, "button"),
      maySignUp(state) && doorLink(state, "signup", t.welcome.signUp, "button"),
    ),
  ];
}

function asGuest(state: State, acts: Acts): Children {
  const form = formOf(state, "enter");
  return formFor(
    (read) => acts.enter(read("name").trim()),
    { class: "door-form", key: "guest" },
    field(form, {
      name: "name",
      label: t.fields.name,
      hint: t.fields.nameHint,
      // Counted in UTF-16 here; the server counts characters, and says so.
      maxlength: LIMITS.nameChars * 2,
      autocomplete: "nickname",
      autocapitalize: "words",
      enterkeyhint: "go",
      mount: acts.field,
    }),
    formError(form, state.now),
    submitButton(t.welcome.enter, form, state.now),
  );
}
