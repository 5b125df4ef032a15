import { h, type Vnode } from "../../dom/h.ts";
import type { Dialog } from "../../state/overlay.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/strings.ts";
import type { Acts } from "../acts.ts";
import { button } from "../parts.ts";
import { heading, modal } from "./modal.ts";
import { confirm } from "./confirm.ts";
import { later } from "../later.ts";
import { go } from "./go.ts";

/** Those that one does not open within the first second. */
const others = later<[Dialog, State, Acts]>(
  async () => (await import("../more.ts")).others,
  (failed, retry, _, __, acts) => failed ? unloaded(acts, retry) : undefined,
);

/** The dialog that stands over the page. */
export function dialog(open: Dialog, state: State, acts: Acts): Vnode | undefined {
  switch (open.kind) {
    case "go":
      return go(state, acts);
    case "confirm":
      return confirm(open.deed, state, acts);
    default:
      return others(open, state, acts);
  }
}

function unloaded(acts: Acts, retry: () => void): Vnode {
  return modal(
    "unloaded",
    acts,
    heading(t.failed),
    h("div", { class: "dialog-buttons" }, [
      button(t.close, () => acts.dialog(undefined)),
      button(t.tryAgain, retry, "primary"),
    ]),
  );
}
