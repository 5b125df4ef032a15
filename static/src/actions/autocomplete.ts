import { closedName } from "../emoji/emoji_names.ts";
import { OFFERS } from "../state/composer.ts";
import { type Trigger, triggerAt } from "../state/autocomplete_trigger.ts";
import type { Member } from "../state/paged_lists.ts";
import { knownIn } from "../state/mentions.ts";
import type { Someone } from "../state/dialogs.ts";
import type { OwnRoom } from "../state/state.ts";
import type { Offer } from "../state/composer.ts";
import { more } from "../lazy/chunks.ts";
import type { Context } from "./context.ts";
import { roomOf } from "../state/composer_key.ts";

/** Milliseconds after a key before the members of a room are asked for. */
const PAUSE = 120;

export interface CompleteActs {
  /** Looks at the word before the caret, and offers what it may become. */
  caret(key: string, text: string, at: number): void;
  /** Moves to the next offer, or the one before. */
  choice(step: 1 | -1): void;
  /** Takes an offer; what is to be written in the place of the word. */
  take(key: string, offer: Offer): string;
  /** The emoji for a name that was just closed before the caret, and where that begins. */
  closed(text: string, at: number): { from: number; emoji: string } | undefined;
  /** Offers nothing; with `stays`, for this word not again. */
  dismiss(stays: boolean): void;
}

/** Completion of what one writes: people, emoji and commands. */
export function completeActs(
  context: Context,
  loadEmoji: () => Promise<void>,
): CompleteActs & { chosen(key: string): Someone[] } {
  const { store, api } = context;
  /** Those who were chosen from the list, by what is written; they are whom their names mean. */
  const chosen = new Map<string, Someone[]>();
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** The word that was dismissed stays as it is. */
  let dismissed: string | undefined;

  function offer(key: string, { from, query }: Trigger, to: number, offers: Offer[]): void {
    const before = store.state.writing.completion;
    const active = before?.key === key && before.query === query ? before.active : 0;
    const completion = {
      key,
      from,
      to,
      query,
      offers,
      active: Math.min(active, offers.length - 1),
    };
    store.dispatch({
      type: "completion",
      completion: offers.length > 0 ? completion : undefined,
    });
  }

  function dismiss(): void {
    clearTimeout(pause);
    if (store.state.writing.completion) {
      store.dispatch({ type: "completion", completion: undefined });
    }
  }

  /** Offers those who are known at once, and asks for the others. */
  async function people(key: string, own: OwnRoom, trigger: Trigger, to: number): Promise<void> {
    const { query } = trigger;
    const { personOffers } = await more();
    const show = (found: readonly Member[]) => {
      if (asked !== trigger) return;
      const all = [...knownIn(store.state, own), ...found];
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
        context.ended(error);
      }
    }, PAUSE);
  }

  async function commands(key: string, own: OwnRoom, trigger: Trigger, to: number): Promise<void> {
    const { commandOffers } = await more();
    if (asked !== trigger) return;
    offer(key, trigger, to, commandOffers(store.state, own, trigger.query));
  }

  async function emoji(key: string, trigger: Trigger, to: number): Promise<void> {
    await loadEmoji();
    const { emoji: book, picker } = store.state.writing;
    if (asked !== trigger || !book) return;
    const found = book.search(trigger.query, OFFERS).map((one): Offer => ({
      kind: "emoji",
      name: one.names.find((name) => name.startsWith(trigger.query)) ?? one.names[0] ?? "",
      emoji: book.toned(one.emoji, picker.tone),
    }));
    offer(key, trigger, to, found);
  }

  function complete(key: string, own: OwnRoom, trigger: Trigger, to: number): Promise<void> {
    switch (trigger.sign) {
      case "/":
        return commands(key, own, trigger, to);
      case "@":
        return people(key, own, trigger, to);
      case ":":
        return emoji(key, trigger, to);
    }
  }

  let asked: Trigger | undefined;

  return {
    chosen: (key) => chosen.get(key) ?? [],
    dismiss(stays) {
      const { completion } = store.state.writing;
      dismissed = stays && completion ? `${completion.key} ${completion.from}` : undefined;
      asked = undefined;
      dismiss();
    },
    caret(key, text, at) {
      clearTimeout(pause);
      const own = roomOf(store.state, key);
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
      const { completion } = store.state.writing;
      if (!completion) return;
      const { length } = completion.offers;
      const active = (completion.active + step + length) % length;
      store.dispatch({ type: "completion", completion: { ...completion, active } });
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
      const found = closedName(text, at);
      const { emoji, picker } = store.state.writing;
      const one = found && emoji?.named(found.name);
      return one ? { from: found.from, emoji: emoji!.toned(one, picker.tone) } : undefined;
    },
  };
}
