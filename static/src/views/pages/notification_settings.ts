import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { isEnabled } from "../../state/notifications.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { accountSection } from "./account.ts";
import type { Actions } from "../../actions/types.ts";
import { button } from "../ui/buttons.ts";

/** How this device tells of what one would miss. */
export function notificationSettings(state: State, actions: Actions): Vnode {
  return accountSection(t.notifications.title, t.notifications.about, wishes(state, actions));
}

function wishes(state: State, actions: Actions): Children {
  const { permission, notify, sound } = state.notifications;
  switch (permission) {
    case "none":
      return h("p", { class: "hint" }, t.notifications.none);
    case "denied":
      return h("p", { class: "hint" }, t.notifications.denied);
    case "default":
      return h(
        "div",
        { class: "wishes" },
        h("p", { class: "hint" }, t.notifications.off),
        h("div", null, button(t.asks.on, actions.notifyMe, "primary")),
      );
    case "granted":
      return h("div", { class: "wishes" }, [
        toggle("notify", t.notifications.notify, t.notifications.notifyHint, {
          checked: notify,
          change: (notify) => actions.wish({ notify, asked: true }),
        }),
        toggle("sound", t.notifications.sound, t.notifications.soundHint, {
          checked: sound,
          disabled: !isEnabled(state),
          change: (sound) => actions.wish({ sound }),
        }),
      ]);
  }
}

function toggle(
  name: string,
  label: string,
  hint: string,
  { checked, disabled = false, change }: {
    checked: boolean;
    disabled?: boolean;
    change: (checked: boolean) => void;
  },
): Vnode {
  const id = `wish-${name}`;
  return h(
    "label",
    { class: "option", key: name },
    h("input", {
      type: "checkbox",
      name,
      checked,
      disabled,
      "aria-describedby": id,
      on: { change: (event: Event) => change((event.target as HTMLInputElement).checked) },
    }),
    h(
      "span",
      null,
      h("span", { class: "option-name" }, label),
      h("span", { class: "hint", id }, hint),
    ),
  );
}
