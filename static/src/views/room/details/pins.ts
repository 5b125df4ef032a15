import type { Room } from "../../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import { may } from "../../../state/viewer_permissions.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import { called } from "../../../i18n/format/formatters.ts";
import type { Acts } from "../../../actions/types.ts";
import { listing } from "../../ui/paged_list.ts";
import { card } from "../message/message_card.ts";
import { iconButton } from "../../ui/buttons.ts";

/** What is pinned in a room, for everyone in it. */
export function pins(room: Room, state: State, acts: Acts): Vnode {
  const mayPin = !room.archived && may(state, room, "pin");
  return h(
    "section",
    { class: "details-part", "aria-label": t.pins.title, key: "pins" },
    h("div", { class: "part-head" }, h("h3", null, t.pins.title)),
    listing(state.lists.pins, {
      of: room.id,
      row: (item) => {
        const { seq } = item.message;
        const unpin = () => acts.pin(room.id, seq, false);
        return card(item, state, acts, {
          end: mayPin &&
            iconButton("close", t.pins.unpin(called(item.message)), unpin, {
              class: "icon-button person-menu",
            }),
        });
      },
      nothing: t.pins.none,
      again: () => acts.reload("pins"),
    }),
  );
}
