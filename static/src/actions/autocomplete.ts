import { completedEmojiName } from "../emoji/emoji_names.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import { type AutocompleteTrigger, triggerAt } from "../state/autocomplete_trigger.ts";
import type { Suggestion } from "../state/composer.ts";
import { roomOfKey } from "../state/composer_key.ts";
import type { PersonRef } from "../state/dialogs.ts";
import type { ActionContext } from "./context.ts";

export interface AutocompleteActions {
  /** Suggests what the word before the caret may become. */
  caret(key: string, text: string, at: number): void;
  /** Moves to the next suggestion, or the one before. */
  choice(step: 1 | -1): void;
  /** Takes a suggestion, and returns the text that replaces the word. */
  take(key: string, suggestion: Suggestion): string;
  /** The emoji for a name that was just closed before the caret, and where that begins. */
  closed(text: string, at: number): { from: number; emoji: string } | undefined;
  /** Closes the suggestions; with `stays`, they stay closed for this word. */
  dismiss(stays: boolean): void;
}

/** Completes what the user writes: people, emoji and commands. */
export class Autocomplete implements AutocompleteActions {
  readonly #context: ActionContext;
  readonly #loadEmoji: () => Promise<void>;
  /** People picked from the suggestions, by composer; a picked person wins when two share a name. */
  readonly #picked = new Map<string, PersonRef[]>();
  /** The word at the caret. */
  #trigger: AutocompleteTrigger | undefined;
  /** The word whose suggestions the user closed. */
  #dismissed: string | undefined;

  constructor(context: ActionContext, loadEmoji: () => Promise<void>) {
    this.#context = context;
    this.#loadEmoji = loadEmoji;
  }

  /** People picked from the suggestions of a composer. */
  pickedPeople(key: string): PersonRef[] {
    return this.#picked.get(key) ?? [];
  }

  caret(key: string, text: string, at: number): void {
    const room = roomOfKey(this.#context.store.state, key);
    const trigger = (this.#trigger = triggerAt(text, at));
    if (text === "") this.#picked.delete(key);
    if (!room || !trigger) {
      this.#dismissed = undefined;
      return this.#close();
    }
    if (this.#dismissed === `${key} ${trigger.from}`) return;
    this.#dismissed = undefined;
    const isCurrent = () => this.#trigger === trigger;
    const show = (items: Suggestion[]) => {
      if (isCurrent()) this.#show(key, trigger, at, items);
    };
    // A chunk that cannot be loaded must not keep the user from writing.
    loadSecondary().then(({ findSuggestions }) =>
      findSuggestions(this.#context, this.#loadEmoji, { room, trigger, isCurrent, show })
    ).catch(() => this.#close());
  }

  choice(step: 1 | -1): void {
    const { store } = this.#context;
    const { suggestions } = store.state.composer;
    if (!suggestions) return;
    const { length } = suggestions.items;
    const activeIndex = (suggestions.activeIndex + step + length) % length;
    store.dispatch({ type: "suggestions", suggestions: { ...suggestions, activeIndex } });
  }

  take(key: string, suggestion: Suggestion): string {
    // People who are still being looked up are not suggested any more.
    this.#trigger = undefined;
    this.#close();
    switch (suggestion.kind) {
      case "person":
        this.#pick(key, suggestion);
        return `@${suggestion.name} `;
      case "emoji":
        return `${suggestion.emoji} `;
      case "command":
        return `/${suggestion.name} `;
    }
  }

  closed(text: string, at: number): { from: number; emoji: string } | undefined {
    const found = completedEmojiName(text, at);
    const { emoji, picker } = this.#context.store.state.composer;
    const one = found && emoji?.named(found.name);
    return one ? { from: found.from, emoji: emoji!.toned(one, picker.tone) } : undefined;
  }

  dismiss(stays: boolean): void {
    const { suggestions } = this.#context.store.state.composer;
    this.#dismissed = stays && suggestions ? `${suggestions.key} ${suggestions.from}` : undefined;
    this.#trigger = undefined;
    this.#close();
  }

  #pick(key: string, { id, name, guest }: Suggestion & { kind: "person" }): void {
    if (id === "here") return;
    this.#picked.set(key, [...this.pickedPeople(key), { id, name }]);
    this.#context.store.dispatch({ type: "named", people: [{ id, name, guest }] });
  }

  #show(
    key: string,
    { from, query }: AutocompleteTrigger,
    to: number,
    items: Suggestion[],
  ): void {
    if (items.length === 0) return this.#close();
    const { store } = this.#context;
    const before = store.state.composer.suggestions;
    const isSame = before?.key === key && before.query === query;
    const activeIndex = Math.min(isSame ? before.activeIndex : 0, items.length - 1);
    const suggestions = { key, from, to, query, items, activeIndex };
    store.dispatch({ type: "suggestions", suggestions });
  }

  #close(): void {
    const { store } = this.#context;
    if (!store.state.composer.suggestions) return;
    store.dispatch({ type: "suggestions", suggestions: undefined });
  }
}
