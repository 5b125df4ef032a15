import { h, type Vnode } from "../../vdom/h.ts";
import type { Room } from "../../../../lib/protocol/model.ts";
import { pathOf } from "../../state/route.ts";
import { canCreateRooms } from "../../state/room_creation.ts";
import { compareRoomNames } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { icon } from "../../icons/icons.ts";
import { pagedList } from "../ui/paged_list.ts";
import { button, plainPage } from "../ui/buttons.ts";

/** All rooms that one is in or may enter. */
export function roomsPage(state: State, actions: Actions): Vnode {
  const list = state.lists.rooms;
  const create = () => actions.dialog({ kind: "create" });
  return plainPage(
    state,
    actions,
    t.titles.rooms,
    canCreateRooms(state) && button(t.rooms.create, create, "primary"),
    h("input", {
      type: "search",
      class: "search",
      placeholder: t.browse.find,
      "aria-label": t.browse.find,
      autocomplete: "off",
      mount: actions.field,
      on: {
        input: (event: InputEvent) =>
          actions.find("rooms", (event.target as HTMLInputElement).value),
      },
    }),
    pagedList(list && { ...list, items: list.items.toSorted(compareRoomNames) }, {
      row: (room) => row(state.rooms[room.id]?.room ?? room),
      rove: ".room-card",
      nothing: list?.query ? t.browse.none : t.browse.empty,
      more: () => actions.more("rooms"),
      again: () => actions.reload("rooms"),
    }),
  );
}

function row(room: Room): Vnode {
  const { id, name, topic, kind, archived, members, role } = room;
  return h("li", { key: id }, [
    h(
      "a",
      { class: "room-card", href: pathOf(id) },
      icon(archived ? "archive" : kind === "private" ? "lock" : "hash"),
      h(
        "span",
        { class: "person-text" },
        h(
          "span",
          { class: "name", dir: "auto" },
          name,
          kind === "private" && h("span", { class: "sr" }, `, ${t.rooms.private}`),
        ),
        h("span", { class: "hint clip", dir: "auto" }, [
          [t.rooms.members(members), archived && t.rooms.archived, topic].filter(Boolean)
            .join(" · "),
        ]),
      ),
      role
        ? h("span", { class: "hint" }, t.browse.joined)
        : h("span", { class: "button small" }, t.browse.join),
    ),
  ]);
}
