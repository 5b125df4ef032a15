import { isGuest } from "../../../lib/protocol/guests.ts";
import { classNames, h, type Vnode } from "../vdom/h.ts";
import { canAskPermission } from "../state/notifications.ts";
import { pathOf } from "../state/route.ts";
import {
  account,
  directRooms,
  openRoom,
  ownPresence,
  ownRooms,
  presenceOf,
  unreadCounts,
} from "../state/selectors.ts";
import type { JoinedRoom, State } from "../state/state.ts";
import { t } from "../i18n/index.ts";
import { roomLabel } from "../i18n/format/formatters.ts";
import type { Actions } from "../actions/types.ts";
import { avatar, avatarPair, spokenPresence } from "./ui/avatar.ts";
import { type Icon, icon, logo } from "../icons/icons.ts";
import { keyNames } from "./ui/keycaps.ts";
import { button, guestTag, iconButton, roomTitle } from "./ui/buttons.ts";

/** The rooms, and who one is; on a phone a sheet from the left. */
export function sidebar(state: State, actions: Actions): Vnode {
  const own = ownRooms(state);
  const direct = directRooms(state);
  return h(
    "aside",
    { id: "rooms", class: "sidebar", "aria-label": t.rooms.title },
    h(
      "div",
      { class: "sidebar-top" },
      h("a", { class: "brand", href: "/" }, logo(), t.product),
      h("span", { class: "spring" }),
      iconButton("close", t.rooms.close, () => actions.sheet(false), {
        class: "icon-button on-phone",
      }),
    ),
    h(
      "button",
      { type: "button", class: "finder", on: { click: () => actions.dialog({ kind: "go" }) } },
      icon("search"),
      h("span", { class: "clip" }, t.sections.go),
      h("span", { class: "finder-keys", "aria-hidden": "true" }, keyNames("Mod K").join(" ")),
    ),
    h(
      "nav",
      { class: "room-lists", "aria-label": t.rooms.title, "data-rove": "a" },
      h(
        "div",
        { class: "list-title", key: "rooms" },
        h("h2", null, t.sections.rooms),
        iconButton("plus", t.rooms.create, () => actions.dialog({ kind: "create" })),
      ),
      own.length > 0 && h("ul", { key: "rooms" }, own.map((room) => roomRow(room, state, actions))),
      own.length === 0 && state.roomListLoaded && h("p", { class: "list-empty" }, t.rooms.none),
      placeRow("compass", t.titles.rooms, "rooms", state),
      h(
        "div",
        { class: "list-title", key: "direct" },
        h("h2", null, t.sections.direct),
        h("a", {
          class: "icon-button",
          href: "/people",
          "aria-label": t.sections.write,
          title: t.sections.write,
        }, icon("plus")),
      ),
      direct.length > 0 &&
        h("ul", { key: "direct" }, direct.map((room) => directRow(room, state, actions))),
      placeRow("people", t.titles.people, "people", state),
      placeRow("bookmark", t.titles.saved, "saved", state),
    ),
    asked(state, actions),
    foot(state, actions),
  );
}

/** One quiet line above oneself, if there is something to say. */
function asked(state: State, actions: Actions): Vnode | undefined {
  if (state.notifications.update === "offered") {
    return ask(t.asks.newer, [
      button(t.asks.reload, actions.reloadPage, "small"),
      button(t.asks.later, actions.declineUpdate, "small"),
    ]);
  }
  if (!canAskPermission(state)) return undefined;
  return ask(t.asks.notify, [
    button(t.asks.on, actions.notifyMe, "small"),
    button(t.asks.notNow, () => actions.wish({ asked: true }), "small"),
  ]);
}

function ask(text: string, buttons: Vnode[]): Vnode {
  return h(
    "div",
    { class: "ask", key: text, role: "status" },
    h("p", null, text),
    h("div", null, buttons),
  );
}

function foot(state: State, actions: Actions): Vnode {
  const me = account(state);
  const presence = ownPresence(state);
  const anchor = "me";
  return h(
    "div",
    { class: "sidebar-foot" },
    h(
      "button",
      {
        id: anchor,
        type: "button",
        class: "me",
        "aria-haspopup": "menu",
        "aria-expanded": String(state.menu?.anchor === anchor),
        on: { click: () => actions.menu({ kind: "me", anchor }) },
      },
      avatar(me.id, me.name, presence),
      h("span", { class: "own-name", dir: "auto" }, me.name),
      guestTag({ guest: isGuest(me) }),
      spokenPresence(presence),
      icon("up"),
    ),
  );
}

function roomRow(own: JoinedRoom, state: State, actions: Actions): Vnode {
  const { name, kind, archived, members } = own.room;
  const picture = icon(archived ? "archive" : kind === "private" ? "lock" : "hash");
  const options = [
    name,
    kind === "private" && t.rooms.private,
    archived && t.rooms.archived,
    t.rooms.members(members),
  ];
  const received = kind === "private" && h("span", { class: "sr" }, `, ${t.rooms.private}`);
  return row(
    own,
    state,
    actions,
    archived && "other",
    options.filter(Boolean).join(" · "),
    picture,
    received,
  );
}

function directRow(own: JoinedRoom, state: State, actions: Actions): Vnode {
  const [one, ...others] = own.room.people ?? [];
  const received = one && others.length === 0 && spokenPresence(presenceOf(state, one).presence);
  return row(
    own,
    state,
    actions,
    false,
    roomLabel(own.room),
    avatarPair(own.room, state),
    received,
  );
}

function row(
  own: JoinedRoom,
  state: State,
  actions: Actions,
  kind: string | false,
  title: string,
  picture: Vnode,
  received: Vnode | false | undefined,
): Vnode {
  const { room } = own;
  const { unread, mentions } = unreadCounts(own, state);
  const isDirect = room.kind === "direct";
  const [name, guestMark] = roomTitle(room);
  const anchor = `room-${room.id}`;
  const menu = () => actions.menu({ kind: "room", room: room.id, anchor });
  return h(
    "li",
    { key: room.id },
    h(
      "a",
      {
        class: classNames("room-row", kind, unread + mentions > 0 && "unread"),
        id: anchor,
        title,
        href: pathOf(room.id),
        "aria-current": openRoom(state) === own ? "page" : undefined,
        on: {
          contextmenu: (event: Event) => {
            event.preventDefault();
            menu();
          },
          press: menu,
        },
      },
      picture,
      h("span", { class: "room-name", dir: "auto" }, name),
      guestMark,
      received,
      room.level === "none" &&
        h("span", { class: "silent", title: t.rooms.silent }, icon("silent"), [
          h("span", { class: "sr" }, `, ${t.rooms.silent}`),
        ]),
      mentions > 0 && !isDirect &&
        h("span", { class: "count", "aria-label": t.rooms.mentions(mentions) }, [
          `@${t.rooms.count(mentions)}`,
        ]),
      unread > 0 && h("span", {
        class: classNames("count", !isDirect && "quiet"),
        "aria-label": t.rooms.unread(unread),
      }, t.rooms.count(unread)),
    ),
  );
}

/** The way to a page that is not a room. */
function placeRow(
  picture: Icon,
  label: string,
  kind: "rooms" | "people" | "saved",
  { route }: State,
): Vnode {
  return h(
    "a",
    {
      key: kind,
      class: "room-row other place",
      href: `/${kind}`,
      "aria-current": route.kind === kind ? "page" : undefined,
    },
    icon(picture),
    h("span", { class: "room-name" }, label),
  );
}
