import { h, type Vnode } from "../../vdom/h.ts";
import { findMessage } from "../../state/reactions.ts";
import { messageView, type ReactionView, reactionViews } from "../../state/message_view.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { avatar } from "../ui/avatar.ts";
import { guestTag, labelTag } from "../ui/buttons.ts";
import { dialogWithHeading } from "../ui/modal.ts";

/** Who reacted to a message, by emoji. */
export function reactionsDialog(
  open: { room: string; seq: number },
  state: State,
  actions: Actions,
): Vnode {
  const found = findMessage(state, open);
  if (!found) {
    return dialogWithHeading(
      "reactions",
      t.messages.reactions,
      actions,
      h("p", null, t.messages.isGone),
    );
  }
  const view = messageView(state, found.own, found.said, false);
  const shown = reactionViews(found.said, view);
  return dialogWithHeading(
    "reactions",
    t.messages.reactions,
    actions,
    h(
      "div",
      { class: "versions", tabindex: "0", role: "group", "aria-label": t.messages.reactions },
      shown.map((one) => part(one, view.me.id)),
    ),
  );
}

function part({ emoji, count, people }: ReactionView, me: string): Vnode {
  const others = count - people.length;
  return h(
    "section",
    { key: emoji, class: "reactors", "aria-label": emoji },
    h(
      "h3",
      null,
      h("span", { class: "emoji" }, emoji),
      h("span", { class: "hint" }, t.messageActions.reactors(count)),
    ),
    h(
      "ul",
      { class: "rows" },
      people.map(({ id, name, guest }) =>
        h("li", { key: id, class: "person" }, [
          avatar(id, name),
          h("span", { class: "name", dir: "auto" }, name),
          guestTag({ guest }),
          id === me && labelTag(t.you),
        ])
      ),
      others > 0 && h("li", { key: "others", class: "hint" }, t.messageActions.others(others)),
    ),
  );
}
