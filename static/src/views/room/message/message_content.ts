import type { Children } from "../../../vdom/h.ts";
import { format } from "../../markdown/render.ts";
import type { Said } from "../../../state/timeline.ts";
import { account } from "../../../state/selectors.ts";
import type { Stance } from "../../../state/message_view.ts";
import type { State } from "../../../state/state.ts";
import type { Acts } from "../../../actions/types.ts";

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
