import { h, type Vnode } from "../../dom/h.ts";
import type { Room } from "../../../../lib/protocol/lines.ts";
import { pathOf } from "../../state/route.ts";
import { mayCreateRooms } from "../../state/room_creation.ts";
import { directory } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/more.ts";
import type { Acts } from "../acts.ts";
import { icon } from "../icons.ts";
import { button, loadingRows, plainPage } from "../parts.ts";

/** All rooms that one is in or may enter. */
export function browse(state: State, acts: Acts): Vnode {
  const found = directory(state);
  const create = () => acts.dialog({ kind: "create" });
  return plainPage(
    state,
    acts,
    t.titles.rooms,
    mayCreateRooms(state) && button(t.rooms.create, create, "primary"),
    h("input", {
      type: "search",
      class: "search",
      placeholder: t.browse.find,
      "aria-label": t.browse.find,
      autocomplete: "off",
      value: state.query,
      mount: acts.field,
      on: { input: (event: InputEvent) => acts.query((event.target as HTMLInputElement).value) },
    }),
    !state.listed
      ? loadingRows()
      : found.length > 0
      ? h("ul", { class: "rows", "data-rove": ".room-card" }, found.map(row))
      : h(
        "p",
        { class: "list-empty", role: "status" },
        state.query ? t.browse.none : t.browse.empty,
      ),
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
