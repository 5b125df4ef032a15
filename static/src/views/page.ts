import { type Child, h } from "../dom/h.ts";
import { totalUnread } from "../state/select.ts";
import { openRoom } from "../state/select.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings.ts";
import type { Acts } from "./acts.ts";
import { dialog } from "./dialogs.ts";
import { notice } from "./parts.ts";
import { room } from "./room.ts";
import { sidebar } from "./sidebar.ts";
import { welcome } from "./welcome.ts";

/** The whole page. */
export function page(state: State, acts: Acts): Child[] {
  switch (state.session.kind) {
    case "unknown":
      return [];
    case "unreachable":
      return [
        h("main", { class: "welcome", key: "unreachable" }, [
          notice(t.product, t.errors.unreachable, { label: t.tryAgain, click: acts.start }),
        ]),
      ];
    case "none":
      return [welcome(state, acts)];
    case "open":
      return [
        h(
          "div",
          { class: state.sheet ? "app sheet-open" : "app", key: "app" },
          h("a", { class: "skip", href: "#main" }, t.skip),
          sidebar(state, acts),
          h("div", { class: "scrim", on: { click: () => acts.sheet(false) } }),
          room(state, acts),
        ),
        ...(state.dialog ? [dialog(state.dialog, state, acts)] : []),
      ];
  }
}

/** What the window is called. */
export function title(state: State): string {
  const unread = totalUnread(state);
  const own = openRoom(state);
  const name = own ? `${own.room.name} · ${t.product}` : t.product;
  return unread > 0 ? `(${t.rooms.count(unread)}) ${name}` : name;
}
