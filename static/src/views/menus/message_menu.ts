import { findMessage } from "../../state/reactions.ts";
import type { OpenMenu } from "../../state/dialogs.ts";
import { pathOf } from "../../state/route.ts";
import { messageView } from "../../state/message_view.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import type { MenuGroup } from "./popover_menu.ts";
import {
  addReaction,
  canAddReaction,
  isOwnReaction,
  QUICK_REACTIONS,
  toggleReaction,
} from "../room/message/reaction_actions.ts";

type MessageMenu = OpenMenu & { kind: "message" };

/** All that one may do to a message; nothing when it is gone. */
export function messageMenu(open: MessageMenu, state: State, acts: Actions): MenuGroup[] {
  const { room, seq, thread, anchor, by } = open;
  const found = findMessage(state, open);
  if (!found) return [];
  const { own, said } = found;
  const stance = messageView(state, own, said, false, thread);
  const { place, mine, writable, editable, deletable, pinnable, saved } = stance;
  // The bar has these.
  const hasBar = by === "bar";
  const isPinned = said.pinned === true;
  const link = pathOf(room, { at: seq, ...(said.thread ? { thread: said.thread } : {}) });
  const quick = QUICK_REACTIONS.map((emoji) => ({
    label: t.messages.reactWith(emoji),
    does: () => toggleReaction(emoji, said, stance, acts),
    emoji,
    pressed: isOwnReaction(emoji, said, stance),
  }));
  return [
    by === "finger" && writable ? quick : [],
    [
      !hasBar && canAddReaction(said, stance) && {
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
