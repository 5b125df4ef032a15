import type { Children } from "../../dom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/doors.ts";
import type { Acts } from "../acts.ts";
import { field, formError, formFor, formOf, submitButton } from "../forms.ts";
import { title } from "./parts.ts";

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
