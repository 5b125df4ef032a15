import type { AutocompleteTrigger } from "../state/autocomplete_trigger.ts";
import { type Suggestion, SUGGESTIONS_MAX } from "../state/composer.ts";
import { mentionableIn } from "../state/mentions.ts";
import type { ListedMember } from "../state/paged_lists.ts";
import type { JoinedRoom } from "../state/state.ts";
import { commandSuggestions, personSuggestions } from "../state/suggestions.ts";
import type { ActionContext } from "./context.ts";

/** Milliseconds after a key before the members of a room are asked for. */
const LOOKUP_DELAY_MS = 120;

/** A word that the user is writing in a room. */
export interface SuggestionRequest {
  room: JoinedRoom;
  trigger: AutocompleteTrigger;
  /** Whether the caret is still at that word. */
  isCurrent(): boolean;
  /** Shows what the word may become; more may follow. */
  show(items: Suggestion[]): void;
}

/** Finds what a word may become: people, emoji or commands. */
export function findSuggestions(
  context: ActionContext,
  loadEmoji: () => Promise<void>,
  request: SuggestionRequest,
): void | Promise<void> {
  const { room, trigger: { sign, query }, show } = request;
  switch (sign) {
    case "/":
      return show(commandSuggestions(context.store.state, room, query));
    case "@":
      return findPeople(context, request);
    case ":":
      return findEmoji(context, loadEmoji, request);
  }
}

/** Shows known people at once, and asks the server for the others. */
async function findPeople(
  { store, api, session }: ActionContext,
  { room, trigger: { query }, isCurrent, show }: SuggestionRequest,
): Promise<void> {
  const showWith = (found: readonly ListedMember[]) => {
    const people = [...mentionableIn(store.state, room), ...found];
    show(personSuggestions(store.state, room, people, query));
  };
  showWith([]);
  await new Promise((resolve) => setTimeout(resolve, LOOKUP_DELAY_MS));
  if (!isCurrent()) return;
  try {
    const { items } = await api.members(room.room.id, { query });
    store.dispatch({ type: "named", people: items });
    store.dispatch({ type: "seen", people: items });
    showWith(items);
  } catch (error) {
    // Known people are suggested all the same.
    session.handleSignedOut(error);
  }
}

async function findEmoji(
  { store }: ActionContext,
  loadEmoji: () => Promise<void>,
  { trigger: { query }, show }: SuggestionRequest,
): Promise<void> {
  await loadEmoji();
  const { emoji: book, picker } = store.state.composer;
  if (!book) return;
  show(
    book.search(query, SUGGESTIONS_MAX).map((one): Suggestion => ({
      kind: "emoji",
      name: one.names.find((name) => name.startsWith(query)) ?? one.names[0] ?? "",
      emoji: book.toned(one.emoji, picker.tone),
    })),
  );
}
