import { h, type Vnode } from "../../vdom/h.ts";
import type { Dialog } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import type { Actions } from "../../actions/types.ts";
import { lazyView } from "../ui/lazy_view.ts";
import { loadSecondary } from "../../lazy/chunks.ts";
import { button } from "../ui/buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** The dialog that stands over the page; one does not open any within the first second. */
export const formDialog = lazyView<[Dialog, State, Actions]>(
  async () => (await loadSecondary()).openDialog,
  (failed, retry, _, __, actions) => failed ? unloaded(actions, retry) : undefined,
);

function unloaded(actions: Actions, retry: () => void): Vnode {
  return modal(
    "unloaded",
    actions,
    dialogHeading(t.failed),
    h("div", { class: "dialog-buttons" }, [
      button(t.close, () => actions.dialog(undefined)),
      button(t.tryAgain, retry, "primary"),
    ]),
  );
}
