import { type Children, h } from "../../vdom/h.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { textButton } from "../ui/buttons.ts";

/** What stands before every door while there is no admin: how to become it. */
export function notSetUpPage(actions: Actions): Children {
  const { title, about: options, how, terminal, task, token, enter, visitor } = t.notSetUp;
  return [
    h("h1", null, title),
    h("p", { class: "lead" }, options),
    h(
      "section",
      { class: "door-steps" },
      h("h2", null, how),
      h(
        "ul",
        null,
        h("li", null, terminal),
        h("li", null, task, " ", h("code", null, "deno task account setup")),
        h("li", null, token, " ", h("code", null, "SETUP_TOKEN")),
      ),
    ),
    h("a", { class: "button primary", href: "/setup" }, enter),
    h("p", { class: "door-foot" }, visitor, " ", textButton(t.tryAgain, () => actions.start())),
  ];
}
