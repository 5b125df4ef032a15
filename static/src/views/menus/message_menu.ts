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
export function messageMenu(open: MessageMenu, state: State, actions: Actions): MenuGroup[] {
  const { room, seq, thread, anchor, by } = open;
  const found = findMessage(state, open);
  if (!found) return [];
  const { own, said: message } = found;
  const view = messageView(state, own, message, false, thread);
  const { place, mine, writable, editable, deletable, pinnable, saved } = view;
  // The bar has these.
  const hasBar = by === "bar";
  const isPinned = message.pinned === true;
  const link = pathOf(room, { at: seq, ...(message.thread ? { thread: message.thread } : {}) });
  const quick = QUICK_REACTIONS.map((emoji) => ({
    label: t.messages.reactWith(emoji),
    does: () => toggleReaction(emoji, message, view, actions),
    emoji,
    pressed: isOwnReaction(emoji, message, view),
  }));
  return [
    by === "finger" && writable ? quick : [],
    [
      !hasBar && canAddReaction(message, view) && {
        label: t.messages.react,
        does: () => addReaction(anchor, message, view, actions),
      },
      !hasBar && writable && { label: t.messages.reply, does: () => actions.reply(place, message) },
      !hasBar && thread === undefined && {
        label: t.messages.thread,
        does: pathOf(room, { thread: message.thread ?? seq }),
      },
      editable && { label: t.messageActions.edit, does: () => actions.edit(place, message) },
    ],
    [
      message.content !== "" &&
      { label: t.messageActions.copyText, does: () => actions.copy(message.content) },
      { label: t.messageActions.copyLink, does: () => actions.copyLink(link) },
      pinnable && {
        label: isPinned ? t.messageActions.unpin : t.messageActions.pin,
        does: () => actions.pin(room, seq, !isPinned),
      },
      {
        label: saved ? t.messageActions.forget : t.messageActions.keep,
        does: () => actions.keep(room, seq, !saved),
      },
    ],
    [
      message.reactions !== undefined && {
        label: t.messageActions.who,
        does: () => actions.dialog({ kind: "reactions", room, seq }),
      },
      message.editedAt !== undefined && {
        label: t.messageActions.history,
        does: () => actions.dialog({ kind: "history", room, seq }),
      },
    ],
    [
      deletable && {
        label: t.messageActions.deleteMessage,
        does: () =>
          actions.dialog({ kind: "confirm", confirmation: { kind: "delete", room, seq, mine } }),
        danger: true,
      },
    ],
  ];
}
