import type { Room } from "../../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import { canIn } from "../../../state/viewer_permissions.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import { nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import type { Actions } from "../../../actions/types.ts";
import { pagedList } from "../../ui/paged_list.ts";
import { messageCard } from "../message/message_card.ts";
import { iconButton } from "../../ui/buttons.ts";

/** What is pinned in a room, for everyone in it. */
export function pinList(room: Room, state: State, actions: Actions): Vnode {
  const mayPin = !room.archived && canIn(state, room, "pin");
  return h(
    "section",
    { class: "details-part", "aria-label": t.pins.title, key: "pins" },
    h("div", { class: "part-head" }, h("h3", null, t.pins.title)),
    pagedList(state.lists.pins, {
      of: room.id,
      row: (item) => {
        const { seq } = item.message;
        const unpin = () => actions.pin(room.id, seq, false);
        return messageCard(item, state, actions, {
          end: mayPin &&
            iconButton("close", t.pins.unpin(nameWithGuestMark(item.message)), unpin, {
              class: "icon-button person-menu",
            }),
        });
      },
      nothing: t.pins.none,
      again: () => actions.reload("pins"),
    }),
  );
}
