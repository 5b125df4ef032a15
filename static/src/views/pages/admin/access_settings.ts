import { h, type Vnode } from "../../../vdom/h.ts";
import type { Access, Settings, State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { radioGroup } from "../../ui/forms.ts";
import { loadingRows } from "../../ui/buttons.ts";

/** Who may sign up, and whether guests are let in. */
export function accessSettings({ settings }: State, actions: Actions): Vnode {
  if (!settings) return h("div", { class: "tab-body" }, loadingRows(2));
  return h(
    "div",
    { class: "tab-body" },
    one("signup", t.admin.signup, t.admin.signups, settings, actions),
    one("guests", t.admin.guests, t.admin.guestStates, settings, actions),
  );
}

function one<K extends keyof Access>(
  name: K,
  label: string,
  words: Record<Access[K], { label: string; hint: string }>,
  settings: Settings,
  actions: Actions,
): Vnode {
  const isFixed = settings.fixed.includes(name);
  const values = Object.keys(words) as Access[K][];
  return h(
    "div",
    { key: name },
    radioGroup({
      name,
      label,
      options: values.map((value) => ({ value, ...words[value] })),
      chosen: settings[name],
      disabled: isFixed,
      change: (value) => actions.changeSettings({ [name]: value }),
    }),
    isFixed && h("p", { class: "hint" }, t.admin.fixed(name.toUpperCase())),
  );
}
