import type { EmojiBook } from "../emoji/emoji.ts";
import { accountOf } from "../state/selectors.ts";
import type { ActionContext } from "./context.ts";

/** Emoji that are remembered as the recent ones. */
const RECENT_EMOJI_MAX = 27;

export interface EmojiActions {
  /** Opens the picker beside an element, or closes it; `choose` gets what is chosen. */
  emoji(anchor: string, choose: (emoji: string) => void): void;
  /** Takes an emoji of the picker. */
  chooseEmoji(emoji: string): void;
  /** Shows another group, or what is found. */
  browseEmoji(to: { query?: string; group?: string }): void;
  tone(tone: number): void;
  /** Loads the emoji, at once or again. Never rejects. */
  loadEmoji(): Promise<void>;
}

/** Emoji, which are loaded when somebody first wants one. */
export function emojiActions({ store, saved }: ActionContext): EmojiActions {
  let choose: (emoji: string) => void = () => {};
  let book: Promise<EmojiBook> | undefined;

  async function loadEmoji(): Promise<void> {
    if (store.state.composer.emoji) return;
    store.dispatch({ type: "emoji", emoji: undefined, failed: false });
    book ??= import("../emoji/emoji.ts").then(({ emojiBook }) => emojiBook());
    try {
      store.dispatch({ type: "emoji", emoji: await book, failed: false });
    } catch {
      book = undefined;
      store.dispatch({ type: "emoji", emoji: undefined, failed: true });
    }
  }

  function save(picker: { tone?: number; recent?: readonly string[] }): void {
    store.dispatch({ type: "picker", picker });
    const { tone, recent } = store.state.composer.picker;
    saved.saveEmoji(accountOf(store.state) ?? "", { tone, recent });
  }

  return {
    loadEmoji,
    emoji(anchor, chosen) {
      // After the menu that asked for it has closed.
      setTimeout(() => {
        const { menu } = store.state;
        const isOpen = menu?.kind === "emoji" && menu.anchor === anchor;
        choose = chosen;
        const held = saved.emoji(accountOf(store.state) ?? "");
        const group = held.recent.length > 0 ? "" : undefined;
        store.dispatch({ type: "picker", picker: { ...held, query: "", group } });
        store.dispatch({ type: "menu", menu: isOpen ? undefined : { kind: "emoji", anchor } });
        loadEmoji();
      });
    },
    chooseEmoji(emoji) {
      const { recent } = store.state.composer.picker;
      save({
        recent: [emoji, ...recent.filter((one) => one !== emoji)].slice(0, RECENT_EMOJI_MAX),
      });
      store.dispatch({ type: "menu", menu: undefined });
      choose(emoji);
    },
    browseEmoji: (to) => store.dispatch({ type: "picker", picker: { query: "", ...to } }),
    tone: (tone) => save({ tone }),
  };
}
