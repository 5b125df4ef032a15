import { h, type Vnode } from "../../vdom/h.ts";
import { account, openRoom, presenceOf, roomTrouble } from "../../state/selectors.ts";
import type { JoinedRoom, State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import { roomLabel } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { avatarPair, presenceText } from "../ui/avatar.ts";
import { composerView } from "./composer/composer.ts";
import { dropHint } from "./attachments/attach_button.ts";
import { icon } from "../../icons/icons.ts";
import { iconButton, notice, pageHead, roomTitle } from "../ui/buttons.ts";
import { timeline, timelineSkeleton } from "./timeline.ts";

/** The room of the address, or why it is not shown. */
export function roomView(state: State, actions: Actions): Vnode {
  const own = openRoom(state);
  const wrong = roomTrouble(state);
  return h(
    "main",
    { id: "main", class: "room", key: "room", tabindex: "-1", inert: state.roomSheetOpen },
    own ? roomHead(state, own, actions) : pageHead(state, actions),
    own
      ? [
        timeline(state, own, actions),
        composerView(state, own, actions),
        dropHint(own.room.id, roomLabel(own.room), state),
      ]
      : wrong
      ? lost(wrong, actions)
      : nowhere(state, actions),
  );
}

function roomHead(state: State, own: JoinedRoom, actions: Actions): Vnode {
  const { room } = own;
  const [name, guestMark] = roomTitle(room);
  const label = state.detailsOpen ? t.rooms.hideDetails : t.rooms.showDetails;
  return pageHead(
    state,
    actions,
    room.kind === "direct" && avatarPair(room, state),
    h("h1", { dir: "auto", title: name }, name),
    guestMark,
    room.kind === "private" &&
      h("span", { class: "head-mark", title: t.rooms.private }, icon("lock"), [
        h("span", { class: "sr" }, t.rooms.private),
      ]),
    h("span", { class: "hint topic", title: room.topic, dir: "auto" }, options(state, own)),
    pinCount(state, own, actions),
    iconButton("search", t.rooms.search(roomLabel(room)), actions.searchHere),
    h(
      "button",
      {
        id: "details-button",
        type: "button",
        class: "icon-button head-count",
        "aria-label": `${t.rooms.members(room.members)}, ${label}`,
        title: label,
        "aria-expanded": String(state.detailsOpen),
        "aria-controls": state.detailsOpen ? "details" : undefined,
        on: { click: () => actions.details(!state.detailsOpen) },
      },
      icon("people"),
      h("span", { "aria-hidden": "true" }, t.rooms.count(room.members)),
    ),
  );
}

/** How much is pinned, and the way to it. */
function pinCount(
  { lists, detailsOpen }: State,
  { room }: JoinedRoom,
  actions: Actions,
): Vnode | false {
  const count = lists.pins?.subject === room.id ? lists.pins.items.length : 0;
  return count > 0 && h(
    "button",
    {
      key: "pins",
      type: "button",
      class: "icon-button head-count",
      "aria-label": t.rooms.pinned(count),
      title: t.rooms.pinned(count),
      on: { click: () => actions.details(!detailsOpen) },
    },
    icon("pin"),
    h("span", { "aria-hidden": "true" }, t.rooms.count(count)),
  );
}

/** What stands beside a room's name: what it is for, or whether the other one is here. */
function options(state: State, { room }: JoinedRoom): string {
  const [one, ...others] = room.people ?? [];
  if (one && others.length === 0) return presenceText(presenceOf(state, one), state.now);
  return room.archived ? t.rooms.archived : room.topic;
}

function lost(wrong: NonNullable<ReturnType<typeof roomTrouble>>, actions: Actions): Vnode {
  const { title, about: options } = t.troubles[wrong];
  return wrong === "unreachable"
    ? notice(title, options, { label: t.tryAgain, click: actions.openAgain })
    : notice(title, options, { label: t.home, click: actions.home });
}

/** No room is open: still loading, or there is none. */
function nowhere(state: State, actions: Actions): Vnode {
  if (state.route.kind === "home" && state.roomListLoaded && account(state).id) {
    return notice(t.rooms.none, t.rooms.publicHint, {
      label: t.rooms.create,
      click: () => actions.dialog({ kind: "create" }),
    });
  }
  return h("div", { class: "timeline", key: "waiting" }, timelineSkeleton());
}
