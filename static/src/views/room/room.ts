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
export function roomView(state: State, acts: Actions): Vnode {
  const own = openRoom(state);
  const wrong = roomTrouble(state);
  return h(
    "main",
    { id: "main", class: "room", key: "room", tabindex: "-1", inert: state.sheet },
    own ? roomHead(state, own, acts) : pageHead(state, acts),
    own
      ? [
        timeline(state, own, acts),
        composerView(state, own, acts),
        dropHint(own.room.id, roomLabel(own.room), state),
      ]
      : wrong
      ? lost(wrong, acts)
      : nowhere(state, acts),
  );
}

function roomHead(state: State, own: JoinedRoom, acts: Actions): Vnode {
  const { room } = own;
  const [name, guestMark] = roomTitle(room);
  const label = state.details ? t.rooms.hideDetails : t.rooms.showDetails;
  return pageHead(
    state,
    acts,
    room.kind === "direct" && avatarPair(room, state),
    h("h1", { dir: "auto", title: name }, name),
    guestMark,
    room.kind === "private" &&
      h("span", { class: "head-mark", title: t.rooms.private }, icon("lock"), [
        h("span", { class: "sr" }, t.rooms.private),
      ]),
    h("span", { class: "hint topic", title: room.topic, dir: "auto" }, about(state, own)),
    pinCount(state, own, acts),
    iconButton("search", t.rooms.search(roomLabel(room)), acts.searchHere),
    h(
      "button",
      {
        id: "details-button",
        type: "button",
        class: "icon-button head-count",
        "aria-label": `${t.rooms.members(room.members)}, ${label}`,
        title: label,
        "aria-expanded": String(state.details),
        "aria-controls": state.details ? "details" : undefined,
        on: { click: () => acts.details(!state.details) },
      },
      icon("people"),
      h("span", { "aria-hidden": "true" }, t.rooms.count(room.members)),
    ),
  );
}

/** How much is pinned, and the way to it. */
function pinCount({ lists, details }: State, { room }: JoinedRoom, acts: Actions): Vnode | false {
  const count = lists.pins?.of === room.id ? lists.pins.items.length : 0;
  return count > 0 && h(
    "button",
    {
      key: "pins",
      type: "button",
      class: "icon-button head-count",
      "aria-label": t.rooms.pinned(count),
      title: t.rooms.pinned(count),
      on: { click: () => acts.details(!details) },
    },
    icon("pin"),
    h("span", { "aria-hidden": "true" }, t.rooms.count(count)),
  );
}

/** What stands beside a room's name: what it is for, or whether the other one is here. */
function about(state: State, { room }: JoinedRoom): string {
  const [one, ...others] = room.people ?? [];
  if (one && others.length === 0) return presenceText(presenceOf(state, one), state.now);
  return room.archived ? t.rooms.archived : room.topic;
}

function lost(wrong: NonNullable<ReturnType<typeof roomTrouble>>, acts: Actions): Vnode {
  const { title, about } = t.troubles[wrong];
  return wrong === "unreachable"
    ? notice(title, about, { label: t.tryAgain, click: acts.openAgain })
    : notice(title, about, { label: t.home, click: acts.home });
}

/** No room is open: still loading, or there is none. */
function nowhere(state: State, acts: Actions): Vnode {
  if (state.route.kind === "home" && state.listed && account(state).id) {
    return notice(t.rooms.none, t.rooms.publicHint, {
      label: t.rooms.create,
      click: () => acts.dialog({ kind: "create" }),
    });
  }
  return h("div", { class: "timeline", key: "waiting" }, timelineSkeleton());
}
