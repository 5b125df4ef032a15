import type { Children } from "../../dom/h.ts";
import { format } from "../../format/format.ts";
import type { Said } from "../../state/rows.ts";
import { account } from "../../state/select.ts";
import type { Stance } from "../../state/stance.ts";
import type { State } from "../../state/state.ts";
import type { Acts } from "../acts.ts";

/** What was said, as it was meant. */
export function content(
  { content, mentions }: Pick<Said, "content" | "mentions">,
  { me, names, guests }: Pick<Stance, "me" | "names" | "guests">,
  acts: Acts,
): Children {
  return format(content, {
    me: me.id,
    nameOf: (id) => names[id],
    isGuest: (id) => guests[id],
    mentions,
    copy: acts.copy,
  });
}

/** The same, outside of a timeline. */
export function contentOf(
  said: Pick<Said, "content" | "mentions">,
  state: State,
  acts: Acts,
): Children {
  return content(said, { me: account(state), names: state.names, guests: state.guests }, acts);
}
