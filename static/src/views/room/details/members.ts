import { type Children, h, type Vnode } from "../../../vdom/h.ts";
import type { ListedMember } from "../../../state/paged_lists.ts";
import type { JoinedRoom, State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { pagedList } from "../../ui/paged_list.ts";
import { iconButton, labelTag } from "../../ui/buttons.ts";
import { personRow, roleTag } from "../../ui/person_row.ts";

/** Members from which on one looks for somebody rather than reads the list. */
const FILTER_FROM_MEMBERS = 12;

/** Who is in a room. */
export function memberList(state: State, { room, online }: JoinedRoom, actions: Actions): Vnode {
  return h(
    "section",
    { class: "details-part", "aria-label": t.details.members },
    h(
      "div",
      { class: "part-head" },
      h("h3", null, t.details.members),
      h(
        "span",
        { class: "hint" },
        online === undefined ? t.rooms.members(room.members) : t.rooms.online(online, room.members),
      ),
    ),
    room.members > FILTER_FROM_MEMBERS && h("input", {
      type: "search",
      class: "search",
      placeholder: t.details.find,
      "aria-label": t.details.find,
      autocomplete: "off",
      on: {
        input: (event: InputEvent) =>
          actions.find("members", (event.target as HTMLInputElement).value),
      },
    }),
    pagedList(state.lists.members, {
      of: room.id,
      row: (person) => row(state, room.id, person, actions),
      nothing: t.details.nobody,
      rove: ".person-menu",
      more: () => actions.more("members"),
      again: () => actions.reload("members"),
    }),
  );
}

function row(state: State, room: string, person: ListedMember, actions: Actions): Vnode {
  const anchor = `member-${person.id}`;
  const label = t.details.menu(person.name);
  const isOwner = person.roomRole === "owner";
  const tags: Children = [
    isOwner && labelTag(t.roles.owner),
    (person.guest || !isOwner) && roleTag(person),
  ];
  return personRow(state, person, {
    tags,
    end: iconButton("more", label, () => actions.menu({ kind: "member", room, person, anchor }), {
      id: anchor,
      class: "icon-button person-menu",
      "aria-haspopup": "menu",
      "aria-expanded": String(state.menu?.anchor === anchor),
    }),
  });
}
