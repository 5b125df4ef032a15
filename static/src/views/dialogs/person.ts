import { h, type Vnode } from "../../dom/h.ts";
import type { Member } from "../../state/lists.ts";
import { account, isBlocked, seenOf } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/more.ts";
import { displayName } from "../../strings/words.ts";
import type { Acts } from "../acts.ts";
import { avatar, presenceText } from "../avatar.ts";
import { button, tag } from "../parts.ts";
import { roleTag } from "../person.ts";
import { close, heading, modal } from "./modal.ts";

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
