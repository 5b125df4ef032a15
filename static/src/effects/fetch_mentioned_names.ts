import { openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import type { ActionContext } from "../actions/context.ts";

/** Messages, from the newest on, whose mentions are looked at. */
const SCANNED_MESSAGES = 100;

/** Asks once who is in a room in which somebody is called whose name is not known. */
export function startFetchingMentionedNames(context: ActionContext): void {
  const { store, api } = context;
  const asked = new Set<string>();

  async function ask(room: string): Promise<void> {
    asked.add(room);
    try {
      const { items } = await api.members(room, {});
      store.dispatch({ type: "named", people: items });
    } catch (error) {
      // Then they are called by a word like any other.
      context.session.handleSignedOut(error);
    }
  }

  function check(state: State, before?: State): void {
    const own = openRoom(state);
    if (!own || own.window === (before && openRoom(before)?.window) || asked.has(own.room.id)) {
      return;
    }
    const near = own.window?.messages.slice(-SCANNED_MESSAGES) ?? [];
    if (near.some(({ mentions = [] }) => mentions.some((id) => !isKnown(state, id)))) {
      ask(own.room.id);
    }
  }

  store.subscribe(check);
  // A room may have been opened before this was loaded.
  check(store.state);
}

function isKnown(state: State, id: string): boolean {
  return id === "here" || id in state.displayNames;
}
