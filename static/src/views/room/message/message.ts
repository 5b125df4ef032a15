import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { createWeakMemo } from "../../../util/memo.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { isSameMessageView, type MessageView } from "../../../state/message_view.ts";
import { errorText } from "../../../i18n/error_text.ts";
import { t } from "../../../i18n/index.ts";
import { displayName, nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import { fullTime, shortTime, timeOfDay } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { avatar } from "../../ui/avatar.ts";
import { messageAttachments } from "../attachments/attachments.ts";
import { messageToolbar } from "./toolbar.ts";
import { messageContent } from "./message_content.ts";
import { messageBadges } from "./badges.ts";
import { replyPreview } from "./reply_preview.ts";
import { messageReactions } from "./reactions.ts";
import { guestTag, textButton } from "../../ui/buttons.ts";

export { type MessageView, messageView } from "../../../state/message_view.ts";

const created = createWeakMemo<TimelineMessage, { view: MessageView; vnode: Vnode }>();

/** A message; the same Vnode as before when nothing about it is new. */
export function messageRow(message: TimelineMessage, view: MessageView, actions: Actions): Vnode {
  const before = created.get(message);
  if (before && isSameMessageView(before.view, view)) return before.vnode;
  const vnode = draw(message, view, actions);
  created.set(message, { view, vnode });
  return vnode;
}

function draw(message: TimelineMessage, view: MessageView, actions: Actions): Vnode {
  const { pending, seq } = message;
  const { head, id, place } = view;
  return h(
    "li",
    {
      key: message.key,
      id,
      class: classNames(
        "message",
        head && "head",
        pending && (pending.failed ? "failed" : "pending"),
      ),
      tabindex: "-1",
      // By these the page finds it again when a key is pressed, whatever was drawn meanwhile.
      "data-seq": seq,
      "data-place": place,
    },
    head
      ? avatar(message.userId, displayName(message))
      : time(message, "message-time gutter", shortTime(message.at)),
    h(
      "div",
      { class: "message-body" },
      message.reply && replyPreview(message.reply, view),
      head
        ? h(
          "div",
          { class: "byline" },
          h("span", { class: "author", dir: "auto" }, displayName(message)),
          guestTag(message),
          time(message, "message-time", timeOfDay(message.at)),
        )
        : h("span", { class: "sr" }, `${nameWithGuestMark(message)}: `),
      message.content !== "" &&
        h("div", { class: "content", dir: "auto" }, messageContent(message, view, actions)),
      messageAttachments(message, actions),
      messageBadges(message, view, actions),
      messageReactions(message, view, actions),
      pending && !pending.failed && h("span", { class: "sr" }, t.timeline.pending),
      pending?.failed && h(
        "div",
        { class: "send-failed" },
        h("span", null, t.timeline.failedToSend, " ", errorText(pending.failed)),
        textButton(t.tryAgain, () => actions.retry(pending.id)),
        textButton(t.timeline.discard, () => actions.discard(pending.id)),
      ),
    ),
    view.near && messageToolbar(message, view, actions),
  );
}

function time(message: TimelineMessage, name: string, text: string): Vnode {
  const datetime = new Date(message.at).toISOString();
  return h("time", { class: name, datetime, title: fullTime(message.at) }, text);
}
