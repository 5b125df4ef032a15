import { h, type Vnode } from "../../../vdom/h.ts";
import { pathOf } from "../../../state/route.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { displayName } from "../../../i18n/format/formatters.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { iconButton } from "../../ui/buttons.ts";
import { messageMenuRef } from "./message_menu_ref.ts";
import {
  addReaction,
  canAddReaction,
  QUICK_REACTIONS,
  toggleReaction,
} from "./reaction_actions.ts";

/** What one may do to the message that one is at, in reach of the pointer and of Tab. */
export function messageToolbar(said: TimelineMessage, stance: MessageView, acts: Actions): Vnode {
  const { room, place, thread, id, writable } = stance;
  const [quick] = QUICK_REACTIONS;
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
        on: { click: () => toggleReaction(quick, said, stance, acts) },
      }, quick),
      canAddReaction(said, stance) &&
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
    iconButton(
      "more",
      t.messages.more,
      () => acts.menu(messageMenuRef(more, said, stance, "bar")),
      {
        id: more,
        "aria-haspopup": "menu",
      },
    ),
  );
}
