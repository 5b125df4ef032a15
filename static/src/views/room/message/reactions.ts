import { h, names, type Vnode } from "../../../vdom/h.ts";
import type { Said } from "../../../state/timeline.ts";
import { type Shown, shownReactions, type Stance } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { called } from "../../../i18n/format/formatters.ts";
import type { Acts } from "../../../actions/types.ts";
import { iconButton } from "../../ui/buttons.ts";
import { addReaction, mayAdd } from "./reaction_actions.ts";

/** People that are named before the others are counted. */
const NAMED = 8;

/** What people used on a message, each with its count; a press joins in, or takes it back. */
export function reactions(said: Said, stance: Stance, acts: Acts): Vnode | false {
  const shown = shownReactions(said, stance);
  const { seq } = said;
  if (shown.length === 0 || seq === undefined) return false;
  const { room, id } = stance;
  const anchor = `${id}#react`;
  return h(
    "ul",
    { class: "reactions", "aria-label": t.messages.reactions },
    shown.map((one) => h("li", { key: one.emoji }, pill(one, seq, stance, acts))),
    mayAdd(said, stance) && h("li", { key: "add" }, [
      iconButton("react", t.messages.react, () => addReaction(anchor, said, stance, acts), {
        id: anchor,
        class: "reaction add",
        tabindex: tabOf(stance),
      }),
    ]),
    shown.some(({ unknown }) => unknown) &&
      h("li", { key: "learn", hidden: true, mount: () => acts.learnReactions(room, seq) }),
  );
}

function pill(one: Shown, seq: number, stance: Stance, acts: Acts): Vnode {
  const { emoji, count, own, waits } = one;
  const label = labelOf(one, stance);
  return h(
    "button",
    {
      type: "button",
      class: names("reaction", own && "own", waits && "waits"),
      "aria-pressed": String(own),
      "aria-label": t.messages.reaction(emoji, t.messages.count(count), label),
      title: label,
      disabled: !stance.writable,
      tabindex: tabOf(stance),
      on: { click: () => acts.react(stance.room, seq, emoji, !own) },
    },
    h("span", { class: "emoji", "aria-hidden": "true" }, emoji),
    h("span", { "aria-hidden": "true" }, t.messages.count(count)),
  );
}

/** Whom one sees is oneself first, then those who came first. */
function labelOf({ emoji, count, people, own, waits }: Shown, { me }: Stance): string {
  const others = people.filter(({ id }) => id !== me.id).map(called);
  // What one takes back is there until the server has said so.
  const isMine = own || (waits && others.length === 0);
  const all = isMine ? [t.messages.you, ...others] : others;
  return t.messages.reactedWith(all.slice(0, NAMED), Math.max(count, all.length), emoji);
}

/** Tab enters only the message that one is at. */
function tabOf({ near }: Stance): string {
  return near ? "0" : "-1";
}
