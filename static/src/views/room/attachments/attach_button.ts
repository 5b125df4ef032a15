import { h, type Vnode } from "../../../vdom/h.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/index.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { lazyView } from "../../ui/lazy_view.ts";
import { loadSecondary } from "../../../lazy/chunks.ts";
import { attachedTo } from "../../../state/attachments.ts";

const shown = lazyView<[string, State, Actions]>(
  async () => (await loadSecondary()).attachmentTray,
  () => undefined,
);

/** The files that go with what is being written under a key. */
export function lazyAttachmentTray(key: string, state: State, actions: Actions): Vnode | undefined {
  return attachedTo(state, key).length > 0 ? shown(key, state, actions) : undefined;
}

/** The button that chooses files; by its key the page knows where those go that are dropped or pasted. */
export function attachButton(key: string, actions: Actions): Vnode {
  return h(
    "span",
    { key: `attach ${key}`, class: "attach", "data-files": key },
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t.files.attach,
        title: t.files.attach,
        on: {
          click: ({ currentTarget }: Event) =>
            ((currentTarget as Element).nextElementSibling as HTMLInputElement).click(),
        },
      },
      icon("clip"),
    ),
    h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": t.files.attach,
      on: {
        change: ({ currentTarget }: Event) => {
          const input = currentTarget as HTMLInputElement;
          void actions.attach(key, [...input.files ?? []]);
          // So that the same file can be chosen again.
          input.value = "";
        },
      },
    }),
  );
}

/** Says, over a place that takes files, where they will go. */
export function dropHint(key: string, name: string | undefined, state: State): Vnode | false {
  if (state.files.dragTarget !== key) return false;
  const text = name === undefined ? t.files.dropInThread : t.files.drop(name);
  return h(
    "div",
    { key: "drop", class: "drop", "aria-hidden": "true" },
    h("p", null, icon("clip"), h("span", { dir: "auto" }, text)),
  );
}
