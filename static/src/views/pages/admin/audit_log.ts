import { h, type Vnode } from "../../../vdom/h.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import { roomLabel } from "../../../i18n/format/formatters.ts";
import { dateAndTime, fullTime } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { pagedList } from "../../ui/paged_list.ts";

/** Who did what to whom, newest first. */
export function auditLog(state: State, actions: Actions): Vnode {
  const nameOf = (id: string) => {
    const room = state.rooms[id]?.room ?? state.joinableRooms.find((one) => one.id === id);
    return room && roomLabel(room);
  };
  return h(
    "div",
    { class: "tab-body" },
    pagedList(state.lists.audit, {
      row: (line) => {
        const at = Date.parse(line.at);
        return h(
          "li",
          { key: line.id, class: "audited" },
          h("time", { class: "hint", datetime: line.at, title: fullTime(at) }, dateAndTime(at)),
          h("span", { dir: "auto" }, t.audited(line, line.room && nameOf(line.room))),
        );
      },
      nothing: t.admin.auditEmpty,
      more: () => actions.more("audit"),
      again: () => actions.reload("audit"),
    }),
  );
}
