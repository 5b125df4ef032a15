import { h, names, type Vnode } from "../../dom/h.ts";
import type { Room } from "../../../../lib/protocol/lines.ts";
import { pathOf } from "../../state/route.ts";
import { foundRooms, roomName } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/strings.ts";
import type { Acts } from "../acts.ts";
import { faces } from "../avatar.ts";
import { formFor } from "../forms.ts";
import { icon } from "../icons.ts";
import { heading, modal } from "./modal.ts";

/** Rooms that the switcher shows at once. */
const SHOWN = 8;

/** Any room by a few letters of its name: Enter goes to the first, arrows to the others. */
export function go(state: State, acts: Acts): Vnode {
  const found = foundRooms(state).slice(0, SHOWN);
  const [first] = found;
  return modal(
    "go",
    acts,
    formFor(
      () => first && acts.go(first.id),
      { class: "go", "data-rove": "input, a" },
      heading(t.go.title),
      h("input", {
        type: "text",
        class: "go-field",
        placeholder: t.go.hint,
        "aria-label": t.go.title,
        autocomplete: "off",
        enterkeyhint: "go",
        value: state.query,
        on: { input: (event: InputEvent) => acts.query((event.target as HTMLInputElement).value) },
      }),
      found.length > 0
        ? h("ul", { class: "go-list" }, found.map((room) => link(room, room === first, state)))
        : h("p", { class: "list-empty", role: "status" }, t.go.none),
    ),
  );
}

function link(room: Room, first: boolean, state: State): Vnode {
  const kind = names("room-row", first && "first", !room.role && "other");
  const picture = icon(room.archived ? "archive" : room.kind === "private" ? "lock" : "hash");
  return h("li", { key: room.id }, [
    h(
      "a",
      { class: kind, href: pathOf(room.id) },
      room.kind === "direct" ? faces(room, state) : picture,
      h("span", { class: "room-name", dir: "auto" }, roomName(room)),
    ),
  ]);
}
