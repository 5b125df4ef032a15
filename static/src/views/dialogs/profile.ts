import { h, type Vnode } from "../../vdom/h.ts";
import type { ListedMember } from "../../state/paged_lists.ts";
import { account, isBlocked, presenceOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { displayName } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { avatar, presenceText } from "../ui/avatar.ts";
import { button, labelTag } from "../ui/buttons.ts";
import { roleTag } from "../ui/person_row.ts";
import { closeButton, dialogHeading, modal } from "../ui/modal.ts";

/** Someone, larger than in a list. */
export function profileDialog(one: ListedMember, state: State, actions: Actions): Vnode {
  const seen = presenceOf(state, one);
  const isOther = one.id !== account(state).id && !isBlocked(state, one.id);
  return modal(
    "profile",
    actions,
    h(
      "div",
      { class: "card" },
      avatar(one.id, displayName(one), seen.presence),
      dialogHeading(displayName(one)),
      h("p", { class: "hint" }, presenceText(seen, state.now)),
      h("p", null, roleTag(one), one.roomRole === "owner" && labelTag(t.roles.owner)),
    ),
    h(
      "div",
      { class: "dialog-buttons" },
      h("button", { type: "button", class: "button", on: { click: closeButton } }, t.close),
      isOther && button(t.person.write, () => actions.write([one]), "primary"),
    ),
  );
}
