import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { findMessage, messageKey } from "../../state/reactions.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { dateAndTime, fullTime } from "../../i18n/format/time_format.ts";
import type { Actions } from "../../actions/types.ts";
import { pagedList } from "../ui/paged_list.ts";
import { memoizedContent } from "../room/message/message_content.ts";
import { dialogWithHeading } from "../ui/modal.ts";

/** What a message said, from the first time to now. */
export function editHistoryDialog(
  open: { room: string; seq: number },
  state: State,
  actions: Actions,
): Vnode {
  const found = findMessage(state, open);
  if (!found) {
    return dialogWithHeading(
      "history",
      t.messageActions.versions,
      actions,
      h("p", null, t.messages.isGone),
    );
  }
  const { said: message } = found;
  const drawn = (content: string) => memoizedContent({ ...message, content }, state, actions);
  return dialogWithHeading(
    "history",
    t.messageActions.versions,
    actions,
    h(
      "div",
      { class: "versions", tabindex: "0", role: "group", "aria-label": t.messageActions.versions },
      pagedList(state.lists.edits, {
        of: messageKey(open),
        row: ({ id, at, content }) => version(id, Date.parse(at), drawn(content)),
        nothing: t.messageActions.noVersions,
        more: () => actions.more("edits"),
        again: () => actions.reload("edits"),
      }),
      message.editedAt && h("ul", { class: "rows", key: "now" }, [
        version("now", Date.parse(message.editedAt), drawn(message.content)),
      ]),
    ),
  );
}

function version(key: string, at: number, text: Children): Vnode {
  const when = h("time", {
    datetime: new Date(at).toISOString(),
    title: fullTime(at),
  }, dateAndTime(at));
  return h(
    "li",
    { key, class: "version" },
    h("div", { class: "hint" }, when, key === "now" && ` · ${t.messageActions.now}`),
    h("div", { class: "version-content", dir: "auto" }, text),
  );
}
