import { h, type Vnode } from "../dom/h.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings.ts";
import type { Acts } from "./acts.ts";
import { mark } from "./icons.ts";
import { nameField, onName } from "./parts.ts";

/** Where one who is not signed in chooses a name. */
export function welcome(state: State, acts: Acts): Vnode {
  const { form, route, session } = state;
  const reason = session.kind === "none" ? session.reason : undefined;
  return h(
    "main",
    { class: "welcome", key: "welcome" },
    h(
      "form",
      { class: "welcome-card", novalidate: true, on: onName(acts.enter) },
      mark(),
      h("h1", null, t.welcome.title),
      h(
        "p",
        { class: "lead" },
        route.kind === "room" ? t.welcome.invited(route.id) : t.welcome.about,
      ),
      reason && h("p", { class: "reason", role: "status" }, t.welcome.reasons[reason]),
      nameField({
        id: "name",
        label: t.welcome.name,
        hint: t.welcome.hint,
        max: LIMITS.name,
        error: form.error,
      }, { autocomplete: "nickname", mount: acts.field, enterkeyhint: "go" }),
      h(
        "button",
        { type: "submit", class: "button primary", disabled: form.busy },
        t.welcome.enter,
      ),
    ),
  );
}
