import type { Room } from "../../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { pagedList } from "../../ui/paged_list.ts";
import { button } from "../../ui/buttons.ts";
import { personRow, roleTag } from "../../ui/person_row.ts";

/** Who may not come into a room, for those who may let them in again. */
export function banList(state: State, room: Room, actions: Actions): Vnode {
  const { id } = room;
  return h(
    "details",
    {
      class: "details-part",
      key: "bans",
      on: {
        toggle: (event: Event) => {
          if ((event.target as HTMLDetailsElement).open) actions.show("bans", id);
        },
      },
    },
    h("summary", null, t.details.bans),
    pagedList(state.lists.bans, {
      of: id,
      row: (person) =>
        personRow(state, person, {
          tags: roleTag(person),
          end: button(t.details.liftBan, () => actions.liftBan(id, person), "small", {
            "aria-label": t.details.liftBanOf(person.name),
          }),
        }),
      nothing: t.details.noBans,
      again: () => actions.show("bans", id),
    }),
  );
}
