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
export function messageToolbar(
  message: TimelineMessage,
  view: MessageView,
  actions: Actions,
): Vnode {
  const { room, place, thread, id, writable } = view;
  const [quick] = QUICK_REACTIONS;
  const add = `${id}#add`;
  const more = `${id}#more`;
  return h(
    "div",
    {
      class: "message-bar",
      role: "group",
      "aria-label": t.messages.bar(displayName(message)),
      key: "bar",
    },
    writable && [
      h("button", {
        type: "button",
        class: "icon-button emoji",
        "aria-label": t.messages.reactWith(quick),
        title: t.messages.reactWith(quick),
        on: { click: () => toggleReaction(quick, message, view, actions) },
      }, quick),
      canAddReaction(message, view) &&
      iconButton("react", t.messages.react, () => addReaction(add, message, view, actions), {
        id: add,
        "aria-haspopup": "dialog",
      }),
      iconButton("reply", t.messages.reply, () => actions.reply(place, message)),
    ],
    thread === undefined && h("a", {
      class: "icon-button",
      href: pathOf(room, { thread: message.thread ?? message.seq! }),
      "aria-label": t.messages.thread,
      title: t.messages.thread,
    }, icon("thread")),
    iconButton(
      "more",
      t.messages.more,
      () => actions.menu(messageMenuRef(more, message, view, "bar")),
      {
        id: more,
        "aria-haspopup": "menu",
      },
    ),
  );
}
