import type { Vnode } from "../../vdom/h.ts";
import type { Item } from "../../state/paged_lists.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { called, roomCalled } from "../../i18n/format/formatters.ts";
import type { Acts } from "../../actions/types.ts";
import { listing } from "../ui/paged_list.ts";
import { card } from "../room/message/message_card.ts";
import { iconButton, plainPage } from "../ui/buttons.ts";

/** What one keeps for oneself, from all rooms, the latest first. */
export function saved(state: State, acts: Acts): Vnode {
  return plainPage(
    state,
    acts,
    t.titles.saved,
    false,
    listing(state.lists.saved, {
      row: (item) => row(item, state, acts),
      nothing: t.saved.none,
      more: () => acts.more("saved"),
      again: () => acts.reload("saved"),
    }),
  );
}

function row(item: Item, state: State, acts: Acts): Vnode {
  const { room: id, seq } = item.message;
  const room = state.rooms[id]?.room ?? state.others.find((other) => other.id === id);
  return card(item, state, acts, {
    // A public room that the client does not know has a readable address.
    where: room ? roomCalled(room) : id,
    end: iconButton(
      "close",
      t.saved.forget(called(item.message)),
      () => acts.keep(id, seq, false),
      {
        class: "icon-button person-menu",
      },
    ),
  });
}
