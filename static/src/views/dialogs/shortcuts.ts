import { h, type Vnode } from "../../vdom/h.ts";
import { sendsOnEnter } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { keycaps } from "../ui/keycaps.ts";
import { dialogWithHeading } from "../ui/modal.ts";

/** All keys, in groups. */
export function shortcutsDialog(state: State, actions: Actions): Vnode {
  const { groups } = t.shortcuts;
  const isSent = sendsOnEnter(state);
  return dialogWithHeading(
    "shortcuts",
    t.shortcuts.title,
    actions,
    h(
      "div",
      { class: "shortcuts" },
      group(groups.anywhere, [
        [t.shortcuts.sheet, "?"],
        [t.shortcuts.sheetToo, "Mod /"],
        [t.shortcuts.go, "Mod K"],
        [t.shortcuts.search, "Mod Shift F"],
        [t.shortcuts.close, "Esc"],
      ]),
      group(groups.rooms, [
        [t.shortcuts.previous, "Alt Up"],
        [t.shortcuts.next, "Alt Down"],
        [t.shortcuts.previousUnread, "Alt Shift Up"],
        [t.shortcuts.nextUnread, "Alt Shift Down"],
        [t.shortcuts.newest, "Esc"],
      ]),
      group(groups.lists, [
        [t.shortcuts.move, "Up", "Down"],
        [t.shortcuts.ends, "Home", "End"],
        [t.shortcuts.choose, "Enter"],
      ]),
      group(groups.messages, t.messageActions.keys.map(([key, label]) => [label, key])),
      group(groups.writing, [
        [t.shortcuts.write, "Any"],
        [t.shortcuts.send, isSent ? "Enter" : "Mod Enter"],
        [t.shortcuts.line, isSent ? "Shift Enter" : "Enter"],
      ]),
    ),
  );
}

/** Keys under a heading: what they do, and one or more combinations. */
function group(title: string, rows: [label: string, ...combinations: string[]][]): Vnode {
  return h(
    "section",
    { key: title },
    h("h3", null, title),
    h("dl", null, [
      rows.map(([label, ...combinations]) =>
        h("div", { key: label }, h("dt", null, label), h("dd", null, combinations.map(keycaps)))
      ),
    ]),
  );
}
