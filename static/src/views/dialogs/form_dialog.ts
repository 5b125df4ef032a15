import { h, type Vnode } from "../../vdom/h.ts";
import type { Dialog } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import type { Acts } from "../../actions/types.ts";
import { later } from "../ui/lazy_view.ts";
import { more } from "../../lazy/chunks.ts";
import { button } from "../ui/buttons.ts";
import { heading, modal } from "../ui/modal.ts";

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
