import { plain } from "../../format/plain.ts";
import { h, names, type Vnode } from "../../dom/h.ts";
import { pathOf } from "../../state/route.ts";
import type { Said } from "../../state/rows.ts";
import type { Stance } from "../../state/stance.ts";
import { t } from "../../strings/strings.ts";
import { called } from "../../strings/words.ts";
import { icon } from "../icons.ts";
import { guestTag } from "../parts.ts";

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
