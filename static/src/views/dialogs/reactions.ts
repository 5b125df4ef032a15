import { h, type Vnode } from "../../vdom/h.ts";
import { saidAt } from "../../state/reactions.ts";
import { type Shown, shownReactions, stanceOf } from "../../state/message_view.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { avatar } from "../ui/avatar.ts";
import { guestTag, tag } from "../ui/buttons.ts";
import { headed } from "../ui/modal.ts";

/** Who reacted to a message, by emoji. */
export function reactions(
  open: { room: string; seq: number },
  state: State,
  acts: Acts,
): Vnode {
  const found = saidAt(state, open);
  if (!found) {
    return headed("reactions", t.messages.reactions, acts, h("p", null, t.messages.isGone));
  }
  const stance = stanceOf(state, found.own, found.said, false);
  const shown = shownReactions(found.said, stance);
  return headed(
    "reactions",
    t.messages.reactions,
    acts,
    h(
      "div",
      { class: "versions", tabindex: "0", role: "group", "aria-label": t.messages.reactions },
      shown.map((one) => part(one, stance.me.id)),
    ),
  );
}

function part({ emoji, count, people }: Shown, me: string): Vnode {
  const others = count - people.length;
  return h(
    "section",
    { key: emoji, class: "reactors", "aria-label": emoji },
    h(
      "h3",
      null,
      h("span", { class: "emoji" }, emoji),
      h("span", { class: "hint" }, t.deeds.reactors(count)),
    ),
    h(
      "ul",
      { class: "rows" },
      people.map(({ id, name, guest }) =>
        h("li", { key: id, class: "person" }, [
          avatar(id, name),
          h("span", { class: "name", dir: "auto" }, name),
          guestTag({ guest }),
          id === me && tag(t.you),
        ])
      ),
      others > 0 && h("li", { key: "others", class: "hint" }, t.deeds.others(others)),
    ),
  );
}
