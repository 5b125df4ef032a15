import type { Message } from "../../../../../lib/protocol/model.ts";
import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { pathOf } from "../../../state/route.ts";
import { account, isNewThread } from "../../../state/selectors.ts";
import type { JoinedRoom, State } from "../../../state/state.ts";
import { t } from "../../../i18n/index.ts";
import { dateAndTime, midnight, timeOfDay } from "../../../i18n/format/time_format.ts";
import { avatar } from "../../ui/avatar.ts";

/** What is said in the thread of a message, and the way into it. */
export function threadReplies(root: Message, state: State, own: JoinedRoom): Vnode {
  const { seq } = root;
  const { count, last, people } = root.replies!;
  const isNew = isNewThread(own, root, account(state).id);
  const at = Date.parse(last);
  const isOpen = state.thread?.root === seq;
  return h(
    "li",
    { key: `replies/${seq}`, class: "replies-row" },
    h(
      "a",
      {
        id: `replies-${seq}`,
        class: classNames("replies", isNew && "new", isOpen && "open"),
        href: pathOf(own.room.id, { thread: seq }),
      },
      h(
        "span",
        { class: "faces", "aria-hidden": "true" },
        people.map(({ id, name }) => avatar(id, name)),
      ),
      h("span", { class: "replies-count" }, t.thread.replies(count)),
      isNew && h("span", { class: "replies-new" }, t.thread.fresh),
      h(
        "time",
        { class: "hint", datetime: last },
        t.thread.last((midnight(at) === state.today ? timeOfDay : dateAndTime)(at)),
      ),
    ),
  );
}
