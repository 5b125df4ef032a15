import type { Children } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { authTitle } from "./auth_parts.ts";

/** Where one who has forgotten a password sets a new one, with a link from an admin. */
export function resetPasswordPage(state: State, actions: Actions): Children {
  const { route, now } = state;
  const form = currentForm(state, "reset");
  if (!("secret" in route) || !route.secret) {
    return authTitle(state, t.titles.reset, t.reset.missing);
  }
  return [
    authTitle(state, t.titles.reset, t.reset.about),
    submittingForm(
      (read) => actions.reset(read("password")),
      { class: "door-form", key: "reset" },
      textField(form, {
        name: "password",
        label: t.fields.newPassword,
        hint: t.fields.passwordHint,
        type: "password",
        autocomplete: "new-password",
        enterkeyhint: "go",
        mount: actions.field,
      }),
      formError(form, now),
      submitButton(t.reset.action, form, now),
    ),
  ];
}
