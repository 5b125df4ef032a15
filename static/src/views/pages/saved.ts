import type { Vnode } from "../../vdom/h.ts";
import type { ListedMessage } from "../../state/paged_lists.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { nameWithGuestMark, roomLabel } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { pagedList } from "../ui/paged_list.ts";
import { messageCard } from "../room/message/message_card.ts";
import { iconButton, plainPage } from "../ui/buttons.ts";

/** What one keeps for oneself, from all rooms, the latest first. */
export function savedPage(state: State, actions: Actions): Vnode {
  return plainPage(
    state,
    actions,
    t.titles.saved,
    false,
    pagedList(state.lists.saved, {
      row: (item) => row(item, state, actions),
      nothing: t.saved.none,
      more: () => actions.more("saved"),
      again: () => actions.reload("saved"),
    }),
  );
}

function row(item: ListedMessage, state: State, actions: Actions): Vnode {
  const { room: id, seq } = item.message;
  const room = state.rooms[id]?.room ?? state.joinableRooms.find((other) => other.id === id);
  return messageCard(item, state, actions, {
    // A public room that the client does not know has a readable address.
    where: room ? roomLabel(room) : id,
    end: iconButton(
      "close",
      t.saved.forget(nameWithGuestMark(item.message)),
      () => actions.keep(id, seq, false),
      {
        class: "icon-button person-menu",
      },
    ),
  });
}
