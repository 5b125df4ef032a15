import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { inviteCode } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";

/** The words at the top: what it is, and why one is here. */
export function authTitle(state: State, heading: string, lead: Children): Children[] {
  const reason = state.session.kind === "none" ? state.session.reason : undefined;
  return [
    h("h1", null, heading),
    lead && h("p", { class: "lead" }, lead),
    reason && h("p", { class: "reason", role: "status" }, t.reasons[reason]),
  ];
}

/** A link from one door to another; an invite goes along. */
export function authLink(
  state: State,
  to: "signin" | "signup",
  label: string,
  kind?: string,
): Vnode {
  const code = inviteCode(state.route);
  const href = code === undefined ? `/${to}` : `/${to}#${code}`;
  return h("a", { class: kind ?? "text-link", href }, label);
}
