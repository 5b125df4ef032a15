import { h, names, type Vnode } from "../dom/h.ts";
import type { Room } from "../../../lib/protocol/lines.ts";
import { pathOf } from "../router.ts";
import { account, countUnread, otherRooms, ownRooms } from "../state/select.ts";
import type { OwnRoom, State } from "../state/state.ts";
import { t } from "../strings.ts";
import type { Acts } from "./acts.ts";
import { avatar } from "./avatar.ts";
import { icon, mark } from "./icons.ts";
import { iconButton } from "./parts.ts";

/** The rooms, and who one is; on a phone a sheet from the left. */
export function sidebar(state: State, acts: Acts): Vnode {
  const me = account(state);
  const own = ownRooms(state);
  const others = otherRooms(state);
  return h(
    "aside",
    { id: "rooms", class: "sidebar", "aria-label": t.rooms.title },
    h(
      "div",
      { class: "sidebar-top" },
      h("a", { class: "brand", href: "/" }, mark(), t.product),
      h("span", { class: "spring" }),
      iconButton("search", t.go.title, () => acts.dialog("go"), {
        class: "icon-button",
        title: `${t.go.title} (${
          navigator.platform.startsWith("Mac") ? t.go.keysOnMac : t.go.keys
        })`,
      }),
      iconButton("close", t.rooms.close, () => acts.sheet(false), {
        class: "icon-button on-phone",
      }),
    ),
    h(
      "nav",
      { class: "room-lists", "aria-label": t.rooms.title, "data-rove": "a" },
      h(
        "div",
        { class: "list-title" },
        h("h2", null, t.rooms.title),
        iconButton("plus", t.rooms.create, () => acts.dialog("create"), { class: "icon-button" }),
      ),
      own.length > 0 && h("ul", null, own.map((room) => ownRow(room, state))),
      own.length === 0 && state.listed && h("p", { class: "list-empty" }, t.rooms.none),
      others.length > 0 && [
        h("div", { class: "list-title", key: "others" }, h("h2", null, t.rooms.others)),
        h("ul", { key: "others" }, others.map((room) => otherRow(room, state))),
      ],
    ),
    h(
      "div",
      { class: "sidebar-foot" },
      avatar(me.id, me.name),
      h("span", { class: "own-name", title: me.name, dir: "auto" }, me.name),
      iconButton("leave", t.signOut.title, () => acts.dialog("signout"), { class: "icon-button" }),
    ),
  );
}

function ownRow(own: OwnRoom, state: State): Vnode {
  const unread = countUnread(own, account(state).id);
  const label = unread > 0 &&
    h("span", { class: "count", "aria-label": t.rooms.unread(unread) }, t.rooms.count(unread));
  return row(own.room, state, unread > 0 && "unread", label);
}

function otherRow(room: Room, state: State): Vnode {
  return row(room, state, "other", false);
}

function row(room: Room, state: State, kind: string | false, end: Vnode | false): Vnode {
  const current = state.route.kind === "room" && state.route.id === room.id;
  return h(
    "li",
    { key: room.id },
    h(
      "a",
      {
        class: names("room-row", kind),
        title: `${room.name} · ${t.rooms.members(room.members)}`,
        href: pathOf(room.id),
        "aria-current": current ? "page" : undefined,
      },
      icon("hash"),
      h("span", { class: "room-name", dir: "auto" }, room.name),
      end,
    ),
  );
}
