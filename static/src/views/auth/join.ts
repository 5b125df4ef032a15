import { type Children, h } from "../../vdom/h.ts";
import { codeOf } from "../../state/route.ts";
import { account, isGuest } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/en/auth.ts";
import type { Acts } from "../../actions/types.ts";
import { formError, formFor, formOf, submitButton } from "../ui/forms.ts";
import { notice } from "../ui/buttons.ts";
import { doorLink, title } from "./auth_parts.ts";
import { maySignUp } from "./sign_up.ts";

/** Where one who is signed in opens an invite. */
export function join(state: State, acts: Acts): Children {
  if (isSpent(state)) {
    return [
      title(state, t.join.missing, t.join.missingAbout),
      h("a", { class: "button", href: "/" }, t.home),
    ];
  }
  if (state.invited?.trouble) {
    return notice(t.product, t.errors.unreachable, { label: t.tryAgain, click: acts.openAgain });
  }
  const me = account(state);
  const form = formOf(state, "accept");
  return [
    invitation(state),
    formFor(
      () => acts.accept(),
      { class: "door-form" },
      formError(form, state.now),
      submitButton(t.join.action, form, state.now),
      h("p", { class: "hint" }, t.join.as(me.name)),
    ),
    isGuest(me) && maySignUp(state) && h("p", { class: "door-foot" }, [
      doorLink(state, "signup", t.welcome.signUp),
    ]),
  ];
}

/** Whether the invite of the address opens nothing. */
export function isSpent({ route, invited }: State): boolean {
  if (route.kind !== "join") return false;
  const code = codeOf(route);
  return code === undefined || (invited?.code === code && invited.trouble === "not_found");
}

/** The room that one is invited to. */
export function invitation({ invited, route }: State): Children {
  const room = invited?.code === codeOf(route) ? invited?.room : undefined;
  if (!room) return h("div", { class: "invited late", "aria-busy": "true" });
  return h(
    "div",
    { class: "invited" },
    h("p", { class: "lead" }, t.join.invited),
    h("h1", { dir: "auto" }, room.name),
    room.topic !== "" && h("p", { dir: "auto" }, room.topic),
    h("p", { class: "hint" }, t.rooms.members(room.members)),
  );
}
