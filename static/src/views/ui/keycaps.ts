import { h, type Vnode } from "../../vdom/h.ts";
import { type Icon, icon } from "../../icons/icons.ts";
import { t } from "../../i18n/index.ts";

/** Whether commands are given with ⌘. */
export function isMac(): boolean {
  return navigator.platform.startsWith("Mac");
}

/** What stands on the keys of a combination, as in "Mod Shift F". */
export function keyNames(combination: string): string[] {
  const names = { ...t.keys, ...(isMac() ? t.keysOnMac : {}) };
  return combination.split(" ").map((key) => names[key] ?? key);
}

const ARROW_SYMBOLS: Readonly<Record<string, Icon>> = { Up: "send", Down: "down" };

/** Keys to be pressed together, as they look. */
export function keycaps(combination: string): Vnode {
  const names = keyNames(combination);
  return h("span", { class: "keys" }, [
    combination.split(" ").map((key, at) => {
      const arrow = ARROW_SYMBOLS[key];
      const name = names[at]!;
      return h("kbd", null, arrow ? [icon(arrow), h("span", { class: "sr" }, name)] : name);
    }),
  ]);
}
