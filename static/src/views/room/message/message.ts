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

const made = createWeakMemo<TimelineMessage, { stance: MessageView; vnode: Vnode }>();

/** A message; the same Vnode as before when nothing about it is new. */
export function messageRow(said: TimelineMessage, stance: MessageView, acts: Actions): Vnode {
  const before = made.get(said);
  if (before && isSameMessageView(before.stance, stance)) return before.vnode;
  const vnode = draw(said, stance, acts);
  made.set(said, { stance, vnode });
  return vnode;
}

function draw(said: TimelineMessage, stance: MessageView, acts: Actions): Vnode {
  const { pending, seq } = said;
  const { head, id, place } = stance;
  return h(
    "li",
    {
      key: said.key,
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
      ? avatar(said.userId, displayName(said))
      : time(said, "message-time gutter", shortTime(said.at)),
    h(
      "div",
      { class: "message-body" },
      said.reply && replyPreview(said.reply, stance),
      head
        ? h(
          "div",
          { class: "byline" },
          h("span", { class: "author", dir: "auto" }, displayName(said)),
          guestTag(said),
          time(said, "message-time", timeOfDay(said.at)),
        )
        : h("span", { class: "sr" }, `${nameWithGuestMark(said)}: `),
      said.content !== "" &&
        h("div", { class: "content", dir: "auto" }, messageContent(said, stance, acts)),
      messageAttachments(said, acts),
      messageBadges(said, stance, acts),
      messageReactions(said, stance, acts),
      pending && !pending.failed && h("span", { class: "sr" }, t.timeline.pending),
      pending?.failed && h(
        "div",
        { class: "send-failed" },
        h("span", null, t.timeline.failedToSend, " ", errorText(pending.failed)),
        textButton(t.tryAgain, () => acts.retry(pending.id)),
        textButton(t.timeline.discard, () => acts.discard(pending.id)),
      ),
    ),
    stance.near && messageToolbar(said, stance, acts),
  );
}

function time(said: TimelineMessage, name: string, text: string): Vnode {
  const datetime = new Date(said.at).toISOString();
  return h("time", { class: name, datetime, title: fullTime(said.at) }, text);
}
