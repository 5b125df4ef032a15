import { h, names, type Vnode } from "../../../vdom/h.ts";
import { createMemory } from "../../../util/memo.ts";
import type { Said } from "../../../state/timeline.ts";
import { isSameStance, type Stance } from "../../../state/message_view.ts";
import { errorText } from "../../../i18n/error_text.ts";
import { t } from "../../../i18n/index.ts";
import { called, displayName } from "../../../i18n/format/formatters.ts";
import { fullTime, shortTime, timeOfDay } from "../../../i18n/format/time_format.ts";
import type { Acts } from "../../../actions/types.ts";
import { avatar } from "../../ui/avatar.ts";
import { filesOf } from "../attachments/attachments.ts";
import { bar } from "./toolbar.ts";
import { content } from "./message_content.ts";
import { marks } from "./badges.ts";
import { quote } from "./reply_preview.ts";
import { reactions } from "./reactions.ts";
import { guestTag, textButton } from "../../ui/buttons.ts";

export { type Stance, stanceOf } from "../../../state/message_view.ts";

const made = createMemory<Said, { stance: Stance; vnode: Vnode }>();

/** A message; the same Vnode as before when nothing about it is new. */
export function message(said: Said, stance: Stance, acts: Acts): Vnode {
  const before = made.get(said);
  if (before && isSameStance(before.stance, stance)) return before.vnode;
  const vnode = draw(said, stance, acts);
  made.set(said, { stance, vnode });
  return vnode;
}

function draw(said: Said, stance: Stance, acts: Acts): Vnode {
  const { pending, seq } = said;
  const { head, id, place } = stance;
  return h(
    "li",
    {
      key: said.key,
      id,
      class: names("message", head && "head", pending && (pending.failed ? "failed" : "pending")),
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
      said.reply && quote(said.reply, stance),
      head
        ? h(
          "div",
          { class: "byline" },
          h("span", { class: "author", dir: "auto" }, displayName(said)),
          guestTag(said),
          time(said, "message-time", timeOfDay(said.at)),
        )
        : h("span", { class: "sr" }, `${called(said)}: `),
      said.content !== "" &&
        h("div", { class: "content", dir: "auto" }, content(said, stance, acts)),
      filesOf(said, acts),
      marks(said, stance, acts),
      reactions(said, stance, acts),
      pending && !pending.failed && h("span", { class: "sr" }, t.timeline.pending),
      pending?.failed && h(
        "div",
        { class: "send-failed" },
        h("span", null, t.timeline.failedToSend, " ", errorText(pending.failed)),
        textButton(t.tryAgain, () => acts.retry(pending.id)),
        textButton(t.timeline.discard, () => acts.discard(pending.id)),
      ),
    ),
    stance.near && bar(said, stance, acts),
  );
}

function time(said: Said, name: string, text: string): Vnode {
  const datetime = new Date(said.at).toISOString();
  return h("time", { class: name, datetime, title: fullTime(said.at) }, text);
}
