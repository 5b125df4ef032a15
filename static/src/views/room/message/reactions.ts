import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { type MessageView, type ReactionView, reactionViews } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import type { Actions } from "../../../actions/types.ts";
import { iconButton } from "../../ui/buttons.ts";
import { addReaction, canAddReaction } from "./reaction_actions.ts";

/** People that are named before the others are counted. */
const NAMED_REACTORS_MAX = 8;

/** What people used on a message, each with its count; a press joins in, or takes it back. */
export function messageReactions(
  message: TimelineMessage,
  view: MessageView,
  actions: Actions,
): Vnode | false {
  const shown = reactionViews(message, view);
  const { seq } = message;
  if (shown.length === 0 || seq === undefined) return false;
  const { room, id } = view;
  const anchor = `${id}#react`;
  return h(
    "ul",
    { class: "reactions", "aria-label": t.messages.reactions },
    shown.map((one) => h("li", { key: one.emoji }, pill(one, seq, view, actions))),
    canAddReaction(message, view) && h("li", { key: "add" }, [
      iconButton("react", t.messages.react, () => addReaction(anchor, message, view, actions), {
        id: anchor,
        class: "reaction add",
        tabindex: tabOf(view),
      }),
    ]),
    shown.some(({ unknown }) => unknown) &&
      h("li", { key: "learn", hidden: true, mount: () => actions.learnReactions(room, seq) }),
  );
}

function pill(one: ReactionView, seq: number, view: MessageView, actions: Actions): Vnode {
  const { emoji, count, own, waits } = one;
  const label = labelOf(one, view);
  return h(
    "button",
    {
      type: "button",
      class: classNames("reaction", own && "own", waits && "waits"),
      "aria-pressed": String(own),
      "aria-label": t.messages.reaction(emoji, t.messages.count(count), label),
      title: label,
      disabled: !view.writable,
      tabindex: tabOf(view),
      on: { click: () => actions.react(view.room, seq, emoji, !own) },
    },
    h("span", { class: "emoji", "aria-hidden": "true" }, emoji),
    h("span", { "aria-hidden": "true" }, t.messages.count(count)),
  );
}

/** Whom one sees is oneself first, then those who came first. */
function labelOf({ emoji, count, people, own, waits }: ReactionView, { me }: MessageView): string {
  const others = people.filter(({ id }) => id !== me.id).map(nameWithGuestMark);
  // What one takes back is there until the server has said so.
  const isMine = own || (waits && others.length === 0);
  const all = isMine ? [t.messages.you, ...others] : others;
  return t.messages.reactedWith(
    all.slice(0, NAMED_REACTORS_MAX),
    Math.max(count, all.length),
    emoji,
  );
}

/** Tab enters only the message that one is at. */
function tabOf({ near }: MessageView): string {
  return near ? "0" : "-1";
}
