import type { Children } from "../../../vdom/h.ts";
import { renderMarkdown } from "../../markdown/render.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { account } from "../../../state/selectors.ts";
import type { MessageView } from "../../../state/message_view.ts";
import type { State } from "../../../state/state.ts";
import type { Actions } from "../../../actions/types.ts";

/** What was said, as it was meant. */
export function messageContent(
  { content, mentions }: Pick<TimelineMessage, "content" | "mentions">,
  { me, names, guests }: Pick<MessageView, "me" | "names" | "guests">,
  actions: Actions,
): Children {
  return renderMarkdown(content, {
    me: me.id,
    nameOf: (id) => names[id],
    isGuest: (id) => guests[id],
    mentions,
    copy: actions.copy,
  });
}

/** The same, outside of a timeline. */
export function memoizedContent(
  message: Pick<TimelineMessage, "content" | "mentions">,
  state: State,
  actions: Actions,
): Children {
  return messageContent(
    message,
    { me: account(state), names: state.displayNames, guests: state.guestFlags },
    actions,
  );
}
