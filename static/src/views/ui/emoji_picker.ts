import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { openMenu } from "../../dom/menu_position.ts";
import type { Emoji, EmojiBook } from "../../emoji/emoji.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { retryNotice } from "./buttons.ts";
import { isTouchPointer } from "./pointer.ts";

/** Emoji that a search shows at most. */
const FOUND_EMOJI_MAX = 81;

/** What shows that emoji of people have tones. */
const SKIN_TONE_EMOJI = "✋";

/** What stands for the emoji that one chose last. */
const RECENT_GROUP = "🕘";

/** The emoji, to be found by group or by name. */
export function emojiPicker(anchor: string, state: State, actions: Actions): Vnode {
  const { emoji, emojiFailed } = state.composer;
  return h(
    "div",
    {
      key: `emoji ${anchor}`,
      class: "menu picker",
      popover: "manual",
      role: "dialog",
      "aria-label": t.writing.emoji.title,
      "data-anchor": anchor,
      mount: (picker) => {
        openMenu(picker, () => actions.menu(undefined));
        // The field was there before it could be seen; one that is loaded later takes the focus by itself.
        focus(picker.querySelector("input"));
      },
    },
    emojiFailed &&
      h("div", { class: "picker-note" }, retryNotice(t.writing.emoji.failed, actions.loadEmoji)),
    emoji ? open(emoji, state, actions) : h("div", { class: "picker-note", key: "loading" }),
  );
}

function open(book: EmojiBook, state: State, actions: Actions): Children {
  const { picker } = state.composer;
  const groups = [
    ...picker.recent.length > 0 ? [{ name: "", emoji: recentOf(book, picker.recent) }] : [],
    ...book.groups,
  ];
  const chosen = groups.find(({ name }) => name === picker.group) ?? groups[0]!;
  const shown = picker.query.trim() ? book.search(picker.query, FOUND_EMOJI_MAX) : chosen.emoji;
  return [
    h(
      "div",
      { class: "picker-head", key: "head" },
      h("input", {
        type: "search",
        class: "search",
        placeholder: t.writing.emoji.search,
        "aria-label": t.writing.emoji.search,
        autocomplete: "off",
        value: picker.query,
        mount: focus,
        on: {
          input: (event: InputEvent) =>
            actions.browseEmoji({ query: (event.target as HTMLInputElement).value }),
          keydown: (event: KeyboardEvent) => fromSearch(event),
        },
      }),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": `${t.writing.emoji.tone}: ${t.writing.emoji.tones[picker.tone]}`,
          title: t.writing.emoji.tone,
          on: { click: () => actions.tone((picker.tone + 1) % 6) },
        },
        h("span", { "aria-hidden": "true" }, book.toned(SKIN_TONE_EMOJI, picker.tone)),
      ),
    ),
    h(
      "div",
      { class: "picker-groups", role: "group", "aria-label": t.writing.emoji.title, key: "groups" },
      groups.map(({ name, emoji }) => {
        const label = name ? t.writing.emoji.groups[name] ?? name : t.writing.emoji.recent;
        return h(
          "button",
          {
            key: name,
            type: "button",
            class: "picker-group",
            "aria-label": label,
            title: label,
            "aria-pressed": String(name === chosen.name && !picker.query),
            on: { click: () => actions.browseEmoji({ group: name }) },
          },
          name ? emoji[0]?.emoji ?? "" : RECENT_GROUP,
        );
      }),
    ),
    shown.length === 0
      ? h("p", { class: "picker-note", role: "status", key: "none" }, t.writing.emoji.none)
      : grid(
        picker.query ? "found" : chosen.name,
        shown,
        (one) => book.toned(one, picker.tone),
        actions,
      ),
  ];
}

function recentOf(book: EmojiBook, recent: readonly string[]): Emoji[] {
  const all = new Map(book.groups.flatMap(({ emoji }) => emoji).map((one) => [one.emoji, one]));
  return recent.map((emoji) => all.get(emoji) ?? { emoji, names: [emoji] });
}

function grid(
  key: string,
  shown: readonly Emoji[],
  toned: (emoji: string) => string,
  actions: Actions,
) {
  const title = key === "found" ? t.writing.emoji.found : t.writing.emoji.groups[key];
  return h(
    "div",
    {
      key: `grid ${key}`,
      class: "picker-grid",
      role: "listbox",
      "aria-label": title ?? t.writing.emoji.recent,
      "data-rove": ".picker-emoji",
      on: { keydown: move },
    },
    shown.map(({ emoji, names: [name = ""] }) => {
      const one = toned(emoji);
      const label = name.replaceAll("_", " ");
      return h("button", {
        key: emoji,
        type: "button",
        class: "picker-emoji",
        role: "option",
        "aria-selected": "false",
        "aria-label": label,
        title: `:${name}:`,
        on: { click: () => actions.chooseEmoji(one) },
      }, one);
    }),
  );
}

/** On touch a keyboard would cover what one came for. */
function focus(field: HTMLElement | null): void {
  if (!isTouchPointer()) field?.focus();
}

/** Down goes to the emoji, Enter takes the first. */
function fromSearch(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const first = (event.currentTarget as Element).closest(".picker")
    ?.querySelector<HTMLElement>(".picker-emoji");
  if (!first || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
  event.preventDefault();
  if (event.key === "Enter") first.click();
  else first.focus();
}

/** Arrows go through the grid as it is seen; from its first row up to the search. */
function move(event: KeyboardEvent): void {
  const grid = event.currentTarget as HTMLElement;
  const cells = [...grid.querySelectorAll<HTMLElement>(".picker-emoji")];
  const at = cells.findIndex((cell) => cell === document.activeElement);
  if (at < 0) return;
  const columns = cells.filter((cell) => cell.offsetTop === cells[0]!.offsetTop).length;
  const forward = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  // The list's own arrows go one by one.
  event.stopPropagation();
  if (at + step < 0 && event.key === "ArrowUp") {
    grid.closest(".picker")?.querySelector("input")?.focus();
  } else cells[Math.max(0, Math.min(at + step, cells.length - 1))]?.focus();
}
