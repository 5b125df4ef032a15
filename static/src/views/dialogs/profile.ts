import { h, type Vnode } from "../../vdom/h.ts";
import type { Member } from "../../state/paged_lists.ts";
import { account, isBlocked, seenOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { displayName } from "../../i18n/format/formatters.ts";
import type { Acts } from "../../actions/types.ts";
import { avatar, presenceText } from "../ui/avatar.ts";
import { button, tag } from "../ui/buttons.ts";
import { roleTag } from "../ui/person_row.ts";
import { close, heading, modal } from "../ui/modal.ts";

/** Someone, larger than in a list. */
export function person(one: Member, state: State, acts: Acts): Vnode {
  const seen = seenOf(state, one);
  const isOther = one.id !== account(state).id && !isBlocked(state, one.id);
  return modal(
    "profile",
    acts,
    h(
      "div",
      { class: "card" },
      avatar(one.id, displayName(one), seen.presence),
      heading(displayName(one)),
      h("p", { class: "hint" }, presenceText(seen, state.now)),
      h("p", null, roleTag(one), one.roomRole === "owner" && tag(t.roles.owner)),
    ),
    h(
      "div",
      { class: "dialog-buttons" },
      h("button", { type: "button", class: "button", on: { click: close } }, t.close),
      isOther && button(t.person.write, () => acts.write([one]), "primary"),
    ),
  );
}
