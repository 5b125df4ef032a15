import { searchInRoom, withRecentSearch } from "../state/search_operators.ts";
import { searchPath } from "../state/route.ts";
import { accountOf, openRoom } from "../state/selectors.ts";
import type { ActionContext } from "./context.ts";

export interface SearchActions {
  /** Looks for messages; `""` only opens the page. */
  search(query: string): void;
  /** Opens the search, in the room that is open. */
  searchHere(): void;
  forgetSearches(): void;
}

/** Searching messages; what was looked for last is remembered on this device. */
export function searchActions(context: ActionContext): SearchActions {
  const { store, saved, router } = context;

  function save(queries: readonly string[]): void {
    saved.saveSearches(accountOf(store.state) ?? "", queries);
    store.dispatch({ type: "searches", queries });
  }

  store.subscribe((state, before) => {
    const account = accountOf(state);
    if (account !== undefined && account !== accountOf(before)) {
      store.dispatch({ type: "searches", queries: saved.searches(account) });
    }
    const { found } = state.lists;
    // What found nothing, or could not be read, need not be offered again.
    if (found?.loaded && !before.lists.found?.loaded && found.items.length > 0) {
      save(withRecentSearch(state.searches, found.of));
    }
  });

  return {
    search: (query) => router.go(searchPath(query.trim())),
    searchHere() {
      const own = openRoom(store.state);
      router.go(searchPath(own ? searchInRoom(own.room) : ""));
    },
    forgetSearches: () => save([]),
  };
}
