import type { Children } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/en/auth.ts";
import type { Acts } from "../../actions/types.ts";
import { field, formError, formFor, formOf, submitButton } from "../ui/forms.ts";
import { title } from "./auth_parts.ts";

/** Where one who has forgotten a password sets a new one, with a link from an admin. */
export function reset(state: State, acts: Acts): Children {
  const { route, now } = state;
  const form = formOf(state, "reset");
  if (!("secret" in route) || !route.secret) return title(state, t.titles.reset, t.reset.missing);
  return [
    title(state, t.titles.reset, t.reset.about),
    formFor(
      (read) => acts.reset(read("password")),
      { class: "door-form", key: "reset" },
      field(form, {
        name: "password",
        label: t.fields.newPassword,
        hint: t.fields.passwordHint,
        type: "password",
        autocomplete: "new-password",
        enterkeyhint: "go",
        mount: acts.field,
      }),
      formError(form, now),
      submitButton(t.reset.action, form, now),
    ),
  ];
}
