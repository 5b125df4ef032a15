import { type Child, h, type Vnode } from "../dom/h.ts";
import { openRoom, trouble } from "../state/select.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings.ts";
import type { Acts } from "./acts.ts";
import { composer } from "./composer.ts";
import { iconButton, notice } from "./parts.ts";
import { skeleton, timeline } from "./timeline.ts";

/** The room of the address, or why it is not shown. */
export function room(state: State, acts: Acts): Vnode {
  const own = openRoom(state);
  const wrong = trouble(state);
  return h(
    "main",
    { id: "main", class: "room", tabindex: "-1", inert: state.sheet },
    h(
      "header",
      { class: "room-head" },
      iconButton("menu", t.rooms.open, () => acts.sheet(true), {
        id: "menu",
        class: "icon-button on-phone",
        "aria-expanded": String(state.sheet),
        "aria-controls": "rooms",
      }),
      own && [
        h("h1", { dir: "auto", title: own.room.name }, own.room.name),
        h("span", { class: "hint members" }, t.rooms.members(own.room.members)),
        menu(own.room.id, state, acts),
      ],
    ),
    own
      ? [timeline(state, own, acts), composer(state, own, acts)]
      : wrong
      ? lost(wrong, acts)
      : nowhere(state, acts),
  );
}

function menu(id: string, { link }: State, acts: Acts): Child[] {
  const target = { popovertarget: "room-menu" };
  return [
    iconButton("more", t.rooms.menu, () => {}, { class: "icon-button", ...target }),
    h(
      "div",
      { id: "room-menu", class: "menu", popover: "auto" },
      h("button", {
        type: "button",
        disabled: link.kind !== "online",
        on: { click: () => acts.leaveRoom(id) },
        popovertargetaction: "hide",
        ...target,
      }, t.rooms.leave),
    ),
  ];
}

function lost(wrong: NonNullable<ReturnType<typeof trouble>>, acts: Acts): Vnode {
  const { title, about } = t.troubles[wrong];
  return wrong === "unreachable"
    ? notice(title, about, { label: t.tryAgain, click: acts.openAgain })
    : notice(title, about, { label: t.home, click: acts.home });
}

/** No room is open: still loading, or there is none. */
function nowhere(state: State, acts: Acts): Vnode {
  if (state.route.kind === "home" && state.listed) {
    return notice(t.rooms.none, t.create.about, {
      label: t.rooms.create,
      click: () => acts.dialog("create"),
    });
  }
  return h("div", { class: "timeline", key: "waiting" }, skeleton());
}
