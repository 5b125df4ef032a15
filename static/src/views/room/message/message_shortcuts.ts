import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";
import type { Actions } from "../../../actions/types.ts";
import { messageMenuRef } from "./message_menu_ref.ts";
import { addReaction, canAddReaction } from "./reaction_actions.ts";

/** What a key does to the message that has the focus, if anything; `t.deeds.keys` lists them. */
export function messageShortcut(
  key: string,
  said: TimelineMessage,
  stance: MessageView,
  acts: Actions,
): (() => void) | undefined {
  const { room, place, id, mine, writable, editable, deletable, saved } = stance;
  const { seq } = said;
  if (seq === undefined) return undefined;
  const ask = () => acts.dialog({ kind: "confirm", deed: { kind: "delete", room, seq, mine } });
  const deeds: Record<string, false | (() => void)> = {
    Enter: () => acts.menu(messageMenuRef(id, said, stance, "key")),
    Delete: deletable && ask,
    r: writable && (() => acts.reply(place, said)),
    e: editable && (() => acts.edit(place, said)),
    "+": canAddReaction(said, stance) && (() => addReaction(id, said, stance, acts)),
    s: () => void acts.keep(room, seq, !saved),
  };
  return deeds[key] || undefined;
}
