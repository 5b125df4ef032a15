import { type Children, h, type Vnode } from "../../../vdom/h.ts";
import type { Room } from "../../../../../lib/protocol/model.ts";
import { NOTIFICATION_LEVELS } from "../../../state/notifications.ts";
import { canIn } from "../../../state/viewer_permissions.ts";
import { roomName } from "../../../state/selectors.ts";
import type { JoinedRoom, State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { selectField } from "../../ui/forms.ts";
import { type Icon, icon } from "../../../icons/icons.ts";
import { detailsPanel } from "../side_panels.ts";
import { banList } from "./bans.ts";
import { memberList } from "./members.ts";
import { pinList } from "./pins.ts";

/** What a room is, who is in it, and what one may do about both. A page of its own on a phone. */
export function roomDetails(own: JoinedRoom, state: State, actions: Actions): Vnode {
  const { room } = own;
  return detailsPanel(
    state,
    actions,
    h(
      "div",
      { class: "details-scroll", key: room.id },
      room.kind !== "direct" && details(state, own, actions),
      level(room, actions),
      pinList(room, state, actions),
      memberList(state, own, actions),
      canIn(state, room, "ban") && banList(state, room, actions),
    ),
  );
}

/** How much of the room one is told of. */
function level({ id, level }: Room, actions: Actions): Vnode {
  return h(
    "section",
    { class: "details-part", "aria-label": t.notifications.title },
    selectField({
      name: "level",
      label: t.notifications.level,
      options: NOTIFICATION_LEVELS.map((value) => ({
        value,
        label: t.notifications.levels[value],
      })),
      chosen: level,
      change: (value) => actions.setLevel(id, value as Room["level"]),
    }),
  );
}

/** Whether one may change anything about a room. */
function mayChange(state: State, room: Room): boolean {
  return (["rename", "topic", "slow", "archive"] as const).some((right) =>
    canIn(state, room, right)
  );
}

function action(picture: Icon, label: string, click: () => void): Vnode {
  return h(
    "button",
    { type: "button", class: "button small", key: label, on: { click } },
    icon(picture),
    label,
  );
}

function details(state: State, { room }: JoinedRoom, actions: Actions): Children {
  const kind = room.kind === "private" ? t.rooms.private : t.rooms.public;
  return h(
    "section",
    { class: "details-about" },
    h("h3", { dir: "auto" }, room.name),
    h("p", { class: "hint" }, room.archived ? `${kind} · ${t.rooms.archived}` : kind),
    h(
      "p",
      { class: room.topic ? "details-topic" : "details-topic hint", dir: "auto" },
      room.topic || t.details.noTopic,
    ),
    h("div", { class: "details-acts" }, [
      canIn(state, room, "invite") && !room.archived &&
      action("invite", t.details.invite, () => actions.dialog({ kind: "invite", room: room.id })),
      mayChange(state, room) &&
      action(
        "settings",
        t.details.settings,
        () => actions.dialog({ kind: "settings", room: room.id }),
      ),
      action("leave", t.details.leave, () =>
        actions.dialog({
          kind: "confirm",
          confirmation: { kind: "leave", room: room.id, name: roomName(room) },
        })),
    ]),
  );
}
