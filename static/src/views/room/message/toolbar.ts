import { h, type Vnode } from "../../../vdom/h.ts";
import { pathOf } from "../../../state/route.ts";
import type { Said } from "../../../state/timeline.ts";
import type { Stance } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { displayName } from "../../../i18n/format/formatters.ts";
import type { Acts } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { iconButton } from "../../ui/buttons.ts";
import { menuOf } from "./message_menu_ref.ts";
import { addReaction, mayAdd, QUICK, toggle } from "./reaction_actions.ts";

/** What one may do to the message that one is at, in reach of the pointer and of Tab. */
export function bar(said: Said, stance: Stance, acts: Acts): Vnode {
  const { room, place, thread, id, writable } = stance;
  const [quick] = QUICK;
  const add = `${id}#add`;
  const more = `${id}#more`;
  return h(
    "div",
    {
      class: "message-bar",
      role: "group",
      "aria-label": t.messages.bar(displayName(said)),
      key: "bar",
    },
    writable && [
      h("button", {
        type: "button",
        class: "icon-button emoji",
        "aria-label": t.messages.reactWith(quick),
        title: t.messages.reactWith(quick),
        on: { click: () => toggle(quick, said, stance, acts) },
      }, quick),
      mayAdd(said, stance) &&
      iconButton("react", t.messages.react, () => addReaction(add, said, stance, acts), {
        id: add,
        "aria-haspopup": "dialog",
      }),
      iconButton("reply", t.messages.reply, () => acts.reply(place, said)),
    ],
    thread === undefined && h("a", {
      class: "icon-button",
      href: pathOf(room, { thread: said.thread ?? said.seq! }),
      "aria-label": t.messages.thread,
      title: t.messages.thread,
    }, icon("thread")),
    iconButton("more", t.messages.more, () => acts.menu(menuOf(more, said, stance, "bar")), {
      id: more,
      "aria-haspopup": "menu",
    }),
  );
}
