import { plain } from "../../../markdown/to_plain_text.ts";
import { h, names, type Vnode } from "../../../vdom/h.ts";
import { pathOf } from "../../../state/route.ts";
import type { Said } from "../../../state/timeline.ts";
import type { Stance } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { called } from "../../../i18n/format/formatters.ts";
import { icon } from "../../../icons/icons.ts";
import { guestTag } from "../../ui/buttons.ts";

/** The message that another one answers, in one line: the way to it. */
export function quote(reply: NonNullable<Said["reply"]>, { room, thread, blocked }: Stance): Vnode {
  const { seq, userId, name, content } = reply;
  const isHidden = blocked.some(({ id }) => id === userId);
  const isGone = content === "";
  const text = isGone ? t.messages.quoteGone : isHidden ? t.timeline.hidden(1) : plain(content);
  const parts = [
    icon("reply"),
    !isHidden && !isGone && h("span", { class: "quote-name", dir: "auto" }, name),
    !isHidden && !isGone && guestTag(reply),
    h("span", { class: names("quote-text", (isGone || isHidden) && "hint"), dir: "auto" }, [
      text,
    ]),
  ];
  return isGone ? h("div", { class: "quote" }, parts) : h("a", {
    class: "quote",
    href: pathOf(room, { at: seq, ...(thread === undefined ? {} : { thread }) }),
    title: t.messages.quoteOf(called(reply)),
  }, parts);
}
