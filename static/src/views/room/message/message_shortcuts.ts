import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";
import type { Actions } from "../../../actions/types.ts";
import { messageMenuRef } from "./message_menu_ref.ts";
import { addReaction, canAddReaction } from "./reaction_actions.ts";

/** What a key does to the message that has the focus, if anything; `t.messageActions.keys` lists them. */
export function messageShortcut(
  key: string,
  message: TimelineMessage,
  view: MessageView,
  actions: Actions,
): (() => void) | undefined {
  const { room, place, id, mine, writable, editable, deletable, saved } = view;
  const { seq } = message;
  if (seq === undefined) return undefined;
  const ask = () =>
    actions.dialog({ kind: "confirm", confirmation: { kind: "delete", room, seq, mine } });
  const confirmations: Record<string, false | (() => void)> = {
    Enter: () => actions.menu(messageMenuRef(id, message, view, "key")),
    Delete: deletable && ask,
    r: writable && (() => actions.reply(place, message)),
    e: editable && (() => actions.edit(place, message)),
    "+": canAddReaction(message, view) && (() => addReaction(id, message, view, actions)),
    s: () => void actions.keep(room, seq, !saved),
  };
  return confirmations[key] || undefined;
}
