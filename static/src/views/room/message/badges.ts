import { h, type Vnode } from "../../../vdom/h.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";
import { t } from "../../../i18n/index.ts";
import { fullTime } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { type Icon, icon } from "../../../icons/icons.ts";

/** What a message has become, in one quiet line: edited, pinned, saved. */
export function messageBadges(
  message: TimelineMessage,
  { room, saved }: MessageView,
  actions: Actions,
): Vnode | false {
  const { editedAt, pinned, seq } = message;
  if (!editedAt && !pinned && !saved) return false;
  return h(
    "div",
    { class: "marks" },
    editedAt && seq !== undefined && edited(editedAt, () => {
      actions.dialog({ kind: "history", room, seq });
    }),
    pinned && mark("pin", t.messages.pinned),
    saved && mark("bookmark", t.messages.kept),
  );
}

function edited(at: string, click: () => void): Vnode {
  const label = t.messages.editedAt(fullTime(Date.parse(at)));
  return h(
    "button",
    { type: "button", class: "edited", title: label, "aria-label": label, on: { click } },
    `(${t.messages.edited})`,
  );
}

function mark(picture: Icon, text: string): Vnode {
  return h("span", { class: "mark-word", key: picture }, icon(picture), text);
}
