import { type Children, h, type Vnode } from "../../../vdom/h.ts";
import type { ListedMessage } from "../../../state/paged_lists.ts";
import { pathOf } from "../../../state/route.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/index.ts";
import { dateAndTime, fullTime } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { avatar } from "../../ui/avatar.ts";
import { guestTag } from "../../ui/buttons.ts";
import { memoizedContent } from "./message_content.ts";

/** A message outside of its timeline: the way to it, and what one may do with it there. */
export function messageCard(
  { id, message }: ListedMessage,
  state: State,
  actions: Actions,
  { where, end }: {
    /** In which room it was said, where that is not known. */
    where?: string | undefined;
    end?: Children;
  },
): Vnode {
  const { room, seq, thread, userId, name, timestamp } = message;
  const at = Date.parse(timestamp);
  const href = pathOf(room, { at: seq, ...(thread === undefined ? {} : { thread }) });
  return h(
    "li",
    { key: id, class: "message-card" },
    avatar(userId, name),
    h(
      "div",
      { class: "person-text" },
      h(
        "a",
        { class: "card-head", href },
        h("span", { class: "author", dir: "auto" }, name),
        guestTag(message),
        h("span", { class: "hint clip", dir: "auto" }, [
          where !== undefined && `${where} · `,
          h("time", { datetime: timestamp, title: fullTime(at) }, dateAndTime(at)),
        ]),
      ),
      h(
        "div",
        { class: "card-content", dir: "auto" },
        message.content === ""
          ? h("span", { class: "hint" }, t.files.summary(message.files ?? []))
          : memoizedContent(message, state, actions),
      ),
    ),
    end,
  );
}
