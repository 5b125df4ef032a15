import { completedEmojiName } from "../emoji/emoji_names.ts";
import { SUGGESTIONS_MAX } from "../state/composer.ts";
import { type AutocompleteTrigger, triggerAt } from "../state/autocomplete_trigger.ts";
import type { ListedMember } from "../state/paged_lists.ts";
import { mentionableIn } from "../state/mentions.ts";
import type { PersonRef } from "../state/dialogs.ts";
import type { JoinedRoom } from "../state/state.ts";
import type { Suggestion } from "../state/composer.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import type { ActionContext } from "./context.ts";
import { roomOfKey } from "../state/composer_key.ts";

/** Milliseconds after a key before the members of a room are asked for. */
const LOOKUP_DELAY_MS = 120;

export interface AutocompleteActions {
  /** Looks at the word before the caret, and offers what it may become. */
  caret(key: string, text: string, at: number): void;
  /** Moves to the next offer, or the one before. */
  choice(step: 1 | -1): void;
  /** Takes an offer; what is to be written in the place of the word. */
  take(key: string, offer: Suggestion): string;
  /** The emoji for a name that was just closed before the caret, and where that begins. */
  closed(text: string, at: number): { from: number; emoji: string } | undefined;
  /** Offers nothing; with `stays`, for this word not again. */
  dismiss(stays: boolean): void;
}

export interface Autocomplete extends AutocompleteActions {
  /** People who were chosen from the suggestions of a composer. */
  chosen(key: string): PersonRef[];
}

/** Completion of what one writes: people, emoji and commands. */
export function createAutocomplete(
  context: ActionContext,
  loadEmoji: () => Promise<void>,
): Autocomplete {
  const { store, api } = context;
  /** Those who were chosen from the list, by what is written; they are whom their names mean. */
  const chosen = new Map<string, PersonRef[]>();
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** The word that was dismissed stays as it is. */
  let dismissed: string | undefined;

  function offer(
    key: string,
    { from, query }: AutocompleteTrigger,
    to: number,
    items: Suggestion[],
  ): void {
    const before = store.state.composer.suggestions;
    const activeIndex = before?.key === key && before.query === query ? before.activeIndex : 0;
    const suggestions = {
      key,
      from,
      to,
      query,
      items,
      activeIndex: Math.min(activeIndex, items.length - 1),
    };
    store.dispatch({
      type: "suggestions",
      suggestions: items.length > 0 ? suggestions : undefined,
    });
  }

  function dismiss(): void {
    clearTimeout(pause);
    if (store.state.composer.suggestions) {
      store.dispatch({ type: "suggestions", suggestions: undefined });
    }
  }

  /** Offers those who are known at once, and asks for the others. */
  async function people(
    key: string,
    own: JoinedRoom,
    trigger: AutocompleteTrigger,
    to: number,
  ): Promise<void> {
    const { query } = trigger;
    const { personSuggestions: personOffers } = await loadSecondary();
    const show = (found: readonly ListedMember[]) => {
      if (asked !== trigger) return;
      const all = [...mentionableIn(store.state, own), ...found];
      offer(key, trigger, to, personOffers(store.state, own, all, query));
    };
    show([]);
    clearTimeout(pause);
    pause = setTimeout(async () => {
      try {
        const { items } = await api.members(own.room.id, { query });
        store.dispatch({ type: "named", people: items });
        store.dispatch({ type: "seen", people: items });
        show(items);
      } catch (error) {
        // Those who are known are offered all the same.
        context.session.handleSignedOut(error);
      }
    }, LOOKUP_DELAY_MS);
  }

  async function commands(
    key: string,
    own: JoinedRoom,
    trigger: AutocompleteTrigger,
    to: number,
  ): Promise<void> {
    const { commandSuggestions: commandOffers } = await loadSecondary();
    if (asked !== trigger) return;
    offer(key, trigger, to, commandOffers(store.state, own, trigger.query));
  }

  async function emoji(key: string, trigger: AutocompleteTrigger, to: number): Promise<void> {
    await loadEmoji();
    const { emoji: book, picker } = store.state.composer;
    if (asked !== trigger || !book) return;
    const found = book.search(trigger.query, SUGGESTIONS_MAX).map((one): Suggestion => ({
      kind: "emoji",
      name: one.names.find((name) => name.startsWith(trigger.query)) ?? one.names[0] ?? "",
      emoji: book.toned(one.emoji, picker.tone),
    }));
    offer(key, trigger, to, found);
  }

  function complete(
    key: string,
    own: JoinedRoom,
    trigger: AutocompleteTrigger,
    to: number,
  ): Promise<void> {
    switch (trigger.sign) {
      case "/":
        return commands(key, own, trigger, to);
      case "@":
        return people(key, own, trigger, to);
      case ":":
        return emoji(key, trigger, to);
    }
  }

  let asked: AutocompleteTrigger | undefined;

  return {
    chosen: (key) => chosen.get(key) ?? [],
    dismiss(stays) {
      const { suggestions } = store.state.composer;
      dismissed = stays && suggestions ? `${suggestions.key} ${suggestions.from}` : undefined;
      asked = undefined;
      dismiss();
    },
    caret(key, text, at) {
      clearTimeout(pause);
      const own = roomOfKey(store.state, key);
      const trigger = (asked = triggerAt(text, at));
      if (text === "") chosen.delete(key);
      if (!own || !trigger) {
        dismissed = undefined;
        return dismiss();
      }
      if (dismissed === `${key} ${trigger.from}`) return;
      dismissed = undefined;
      // Without suggestions one can write all the same.
      complete(key, own, trigger, at).catch(dismiss);
    },
    choice(step) {
      const { suggestions } = store.state.composer;
      if (!suggestions) return;
      const { length } = suggestions.items;
      const active = (suggestions.activeIndex + step + length) % length;
      store.dispatch({ type: "suggestions", suggestions: { ...suggestions, activeIndex: active } });
    },
    take(key, offer) {
      dismiss();
      switch (offer.kind) {
        case "person":
          if (offer.id !== "here") {
            const { id, name, guest } = offer;
            chosen.set(key, [...chosen.get(key) ?? [], { id, name }]);
            store.dispatch({ type: "named", people: [{ id, name, guest }] });
          }
          return `@${offer.name} `;
        case "emoji":
          return `${offer.emoji} `;
        case "command":
          return `/${offer.name} `;
      }
    },
    closed(text, at) {
      const found = completedEmojiName(text, at);
      const { emoji, picker } = store.state.composer;
      const one = found && emoji?.named(found.name);
      return one ? { from: found.from, emoji: emoji!.toned(one, picker.tone) } : undefined;
    },
  };
}
