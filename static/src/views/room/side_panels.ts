import { type Children, h, type Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import type { Actions } from "../../actions/types.ts";
import { iconButton } from "../ui/buttons.ts";

/** The panel of what a room is, with the way out of it. */
export function detailsPanel(state: State, actions: Actions, ...parts: Children[]): Vnode {
  const { details, hideDetails } = t.rooms;
  const close = iconButton("close", hideDetails, () => actions.details(false));
  return panel({ id: "details", class: "details" }, details, close, state, parts);
}

/** The panel of a thread, with the way out of it. */
export function threadPanel(state: State, actions: Actions, ...parts: Children[]): Vnode {
  const close = iconButton("close", t.thread.close, () => actions.thread(undefined));
  return panel({ id: "thread", class: "details thread" }, t.thread.title, close, state, parts);
}

/** What stands beside a room. */
function panel(
  options: { id: string; class: string },
  title: string,
  close: Vnode,
  { roomSheetOpen }: State,
  parts: Children[],
): Vnode {
  return h(
    "aside",
    { ...options, "aria-label": title, inert: roomSheetOpen },
    h("header", { class: "details-head" }, h("h2", null, title), [
      h("span", { class: "spring" }),
      close,
    ]),
    parts,
  );
}
