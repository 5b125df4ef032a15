import { toPlainText } from "../../../markdown/to_plain_text.ts";
import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { pathOf } from "../../../state/route.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import { icon } from "../../../icons/icons.ts";
import { guestTag } from "../../ui/buttons.ts";

/** The message that another one answers, in one line: the way to it. */
export function replyPreview(
  reply: NonNullable<TimelineMessage["reply"]>,
  { room, thread, blocked }: MessageView,
): Vnode {
  const { seq, userId, name, content } = reply;
  const isHidden = blocked.some(({ id }) => id === userId);
  const isGone = content === "";
  const text = isGone
    ? t.messages.quoteGone
    : isHidden
    ? t.timeline.hidden(1)
    : toPlainText(content);
  const parts = [
    icon("reply"),
    !isHidden && !isGone && h("span", { class: "quote-name", dir: "auto" }, name),
    !isHidden && !isGone && guestTag(reply),
    h("span", { class: classNames("quote-text", (isGone || isHidden) && "hint"), dir: "auto" }, [
      text,
    ]),
  ];
  return isGone ? h("div", { class: "quote" }, parts) : h("a", {
    class: "quote",
    href: pathOf(room, { at: seq, ...(thread === undefined ? {} : { thread }) }),
    title: t.messages.quoteOf(nameWithGuestMark(reply)),
  }, parts);
}
