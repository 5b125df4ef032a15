import { isGuest } from "../../../../lib/protocol/guests.ts";
import { type Children, h } from "../../vdom/h.ts";
import { inviteCode } from "../../state/route.ts";
import { account } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, submitButton, submittingForm } from "../ui/forms.ts";
import { notice } from "../ui/buttons.ts";
import { authLink, authTitle } from "./auth_parts.ts";
import { canSignUp } from "./sign_up.ts";

/** Where one who is signed in opens an invite. */
export function joinPage(state: State, actions: Actions): Children {
  if (isInviteSpent(state)) {
    return [
      authTitle(state, t.join.missing, t.join.missingAbout),
      h("a", { class: "button", href: "/" }, t.home),
    ];
  }
  if (state.invitedRoom?.trouble) {
    return notice(t.product, t.errors.unreachable, { label: t.tryAgain, click: actions.openAgain });
  }
  const me = account(state);
  const form = currentForm(state, "accept");
  return [
    invitation(state),
    submittingForm(
      () => actions.accept(),
      { class: "door-form" },
      formError(form, state.now),
      submitButton(t.join.action, form, state.now),
      h("p", { class: "hint" }, t.join.as(me.name)),
    ),
    isGuest(me) && canSignUp(state) && h("p", { class: "door-foot" }, [
      authLink(state, "signup", t.welcome.signUp),
    ]),
  ];
}

/** Whether the invite of the address opens nothing. */
export function isInviteSpent({ route, invitedRoom }: State): boolean {
  if (route.kind !== "join") return false;
  const code = inviteCode(route);
  return code === undefined || (invitedRoom?.code === code && invitedRoom.trouble === "not_found");
}

/** The room that one is invited to. */
export function invitation({ invitedRoom, route }: State): Children {
  const room = invitedRoom?.code === inviteCode(route) ? invitedRoom?.room : undefined;
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
