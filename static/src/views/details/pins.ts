import type { Room } from "../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../dom/h.ts";
import { may } from "../../state/rights.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/more.ts";
import { called } from "../../strings/words.ts";
import type { Acts } from "../acts.ts";
import { listing } from "../listing.ts";
import { card } from "../message/card.ts";
import { iconButton } from "../parts.ts";

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
