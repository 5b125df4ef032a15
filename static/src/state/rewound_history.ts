import type { State } from "./state.ts";

/** Takes the server's history. With another one than before, nothing that stands at a position counts. */
export function afterHistoryRewind(state: State, history: string | undefined): State {
  if (!history || history === state.history) return state;
  return { ...(state.history ? withoutPositions(state) : state), history };
}

/** Without messages, what is known of them, and what one was about to do with them; words stay. */
function withoutPositions(state: State): State {
  const { blocked } = state.lists;
  return {
    ...state,
    rooms: {},
    // Whom one has blocked stays blocked meanwhile.
    lists: { ...(blocked && { blocked }) },
    composeTargets: {},
    ownReactions: {},
    saved: {},
    dialog: undefined,
    thread: undefined,
  };
}
