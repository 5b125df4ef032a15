import { h, type Vnode } from "../../dom/h.ts";
import type { Dialog } from "../../state/overlay.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/strings.ts";
import type { Acts } from "../acts.ts";
import { later } from "../later.ts";
import { more } from "../load.ts";
import { button } from "../parts.ts";
import { heading, modal } from "./modal.ts";

/** The dialog that stands over the page; one does not open any within the first second. */
export const dialog = later<[Dialog, State, Acts]>(
  async () => (await more()).dialogs,
  (failed, retry, _, __, acts) => failed ? unloaded(acts, retry) : undefined,
);

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
