import type { Vnode } from "../dom/h.ts";
import type { Item } from "../state/lists.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings/more.ts";
import { called, roomCalled } from "../strings/words.ts";
import type { Acts } from "./acts.ts";
import { listing } from "./listing.ts";
import { card } from "./message/card.ts";
import { iconButton, plainPage } from "./parts.ts";

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
