import type { Said } from "../../../state/timeline.ts";
import type { Stance } from "../../../state/message_view.ts";
import type { Acts } from "../../../actions/types.ts";
import { menuOf } from "./message_menu_ref.ts";
import { addReaction, mayAdd } from "./reaction_actions.ts";

/** What a key does to the message that has the focus, if anything; `t.deeds.keys` lists them. */
export function deedOf(
  key: string,
  said: Said,
  stance: Stance,
  acts: Acts,
): (() => void) | undefined {
  const { room, place, id, mine, writable, editable, deletable, saved } = stance;
  const { seq } = said;
  if (seq === undefined) return undefined;
  const ask = () => acts.dialog({ kind: "confirm", deed: { kind: "delete", room, seq, mine } });
  const deeds: Record<string, false | (() => void)> = {
    Enter: () => acts.menu(menuOf(id, said, stance, "key")),
    Delete: deletable && ask,
    r: writable && (() => acts.reply(place, said)),
    e: editable && (() => acts.edit(place, said)),
    "+": mayAdd(said, stance) && (() => addReaction(id, said, stance, acts)),
    s: () => void acts.keep(room, seq, !saved),
  };
  return deeds[key] || undefined;
}
