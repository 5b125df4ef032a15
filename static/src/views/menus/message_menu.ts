import { saidAt } from "../../state/reactions.ts";
import type { Menu } from "../../state/dialogs.ts";
import { pathOf } from "../../state/route.ts";
import { stanceOf } from "../../state/message_view.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import type { Group } from "./popover_menu.ts";
import { addReaction, isOwn, mayAdd, QUICK, toggle } from "../room/message/reaction_actions.ts";

type MessageMenu = Menu & { kind: "message" };

/** All that one may do to a message; nothing when it is gone. */
export function ofMessage(open: MessageMenu, state: State, acts: Acts): Group[] {
  const { room, seq, thread, anchor, by } = open;
  const found = saidAt(state, open);
  if (!found) return [];
  const { own, said } = found;
  const stance = stanceOf(state, own, said, false, thread);
  const { place, mine, writable, editable, deletable, pinnable, saved } = stance;
  // The bar has these.
  const hasBar = by === "bar";
  const isPinned = said.pinned === true;
  const link = pathOf(room, { at: seq, ...(said.thread ? { thread: said.thread } : {}) });
  const quick = QUICK.map((emoji) => ({
    label: t.messages.reactWith(emoji),
    does: () => toggle(emoji, said, stance, acts),
    emoji,
    pressed: isOwn(emoji, said, stance),
  }));
  return [
    by === "finger" && writable ? quick : [],
    [
      !hasBar && mayAdd(said, stance) && {
        label: t.messages.react,
        does: () => addReaction(anchor, said, stance, acts),
      },
      !hasBar && writable && { label: t.messages.reply, does: () => acts.reply(place, said) },
      !hasBar && thread === undefined && {
        label: t.messages.thread,
        does: pathOf(room, { thread: said.thread ?? seq }),
      },
      editable && { label: t.deeds.edit, does: () => acts.edit(place, said) },
    ],
    [
      said.content !== "" &&
      { label: t.deeds.copyText, does: () => acts.copy(said.content) },
      { label: t.deeds.copyLink, does: () => acts.copyLink(link) },
      pinnable && {
        label: isPinned ? t.deeds.unpin : t.deeds.pin,
        does: () => acts.pin(room, seq, !isPinned),
      },
      {
        label: saved ? t.deeds.forget : t.deeds.keep,
        does: () => acts.keep(room, seq, !saved),
      },
    ],
    [
      said.reactions !== undefined && {
        label: t.deeds.who,
        does: () => acts.dialog({ kind: "reactions", room, seq }),
      },
      said.editedAt !== undefined && {
        label: t.deeds.history,
        does: () => acts.dialog({ kind: "history", room, seq }),
      },
    ],
    [
      deletable && {
        label: t.deeds.deleteMessage,
        does: () => acts.dialog({ kind: "confirm", deed: { kind: "delete", room, seq, mine } }),
        danger: true,
      },
    ],
  ];
}
