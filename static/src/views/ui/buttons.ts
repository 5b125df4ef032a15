import type { Room } from "../../../../lib/protocol/model.ts";
import { type Children, classNames, h, type Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import { displayName, roomLabel } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { type Icon, icon } from "../../icons/icons.ts";

/** A button that shows only a picture. */
export function iconButton(
  name: Icon,
  label: string,
  click: () => void,
  more: Record<string, unknown> = {},
): Vnode {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      on: { click },
      ...more,
    },
    icon(name),
  );
}

/** A button with a word. */
export function button(
  label: string,
  click: () => void,
  kind?: "primary" | "danger" | "small" | false,
  more: Record<string, unknown> = {},
): Vnode {
  return h(
    "button",
    { type: "button", class: classNames("button", kind), on: { click }, ...more },
    label,
  );
}

/** A button among words. */
export function textButton(
  label: string,
  click: () => void,
  more: Record<string, unknown> = {},
): Vnode {
  return h("button", { type: "button", class: "text-button", on: { click }, ...more }, label);
}

/** What stands in for a view that has nothing to show: one sentence, and the one thing to do. */
export function notice(
  title: string,
  options: string,
  action?: { label: string; click: () => void },
): Vnode {
  return h(
    "div",
    { class: "notice-page" },
    h("h1", null, title),
    h("p", null, options),
    action && button(action.label, action.click, "primary"),
  );
}

/** The head of what stands beside the rooms, with the way back to them on a phone. */
export function pageHead(state: State, actions: Actions, ...parts: Children[]): Vnode {
  return h(
    "header",
    { class: "room-head" },
    iconButton("menu", t.rooms.open, () => actions.sheet(true), {
      id: "menu",
      class: "icon-button on-phone",
      "aria-expanded": String(state.roomSheetOpen),
      "aria-controls": "rooms",
    }),
    parts,
  );
}

/** A page beside the rooms, with a title and a column of things. */
export function plainPage(
  state: State,
  actions: Actions,
  title: string,
  end: Children,
  ...parts: Children[]
): Vnode {
  return h(
    "main",
    { id: "main", key: title, class: "room", tabindex: "-1", inert: state.roomSheetOpen },
    pageHead(state, actions, h("h1", null, title), h("span", { class: "spring" }), end),
    h("div", { class: "page-scroll" }, h("div", { class: "page-column" }, parts)),
  );
}

/** A small word beside a name. */
export function labelTag(text: string): Vnode | false {
  return text !== "" && h("span", { class: "tag" }, text);
}

/** The mark of a guest beside a name, where no long name pushes it out. */
export function guestTag({ guest }: { guest?: boolean | undefined }): Vnode | false {
  return guest === true && labelTag(t.guest);
}

/** What stands for a room in a list: its name, and the mark of a guest with whom one is alone in it. */
export function roomTitle(room: Pick<Room, "name" | "people">): [string, Vnode | false] {
  const { people: [one, other] = [] } = room;
  return one && !other ? [displayName(one), guestTag(one)] : [roomLabel(room), false];
}

/** Lines that stand in for a list that is loading; they show only after a moment. */
export function loadingRows(count = 4): Vnode {
  return h(
    "div",
    { class: "loading-rows late", role: "status", "aria-label": t.loading, key: "loading" },
    Array.from(
      { length: count },
      () => h("div", null, h("span", { class: "skeleton-avatar" }), h("span", { class: "bar" })),
    ),
  );
}

/** That something could not be loaded, and the way to try again. */
export function retryNotice(text: string, click: () => void): Vnode {
  return h(
    "p",
    { class: "again", role: "alert", key: "again" },
    text,
    " ",
    textButton(t.tryAgain, click),
  );
}
