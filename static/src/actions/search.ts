import { searchInRoom } from "../state/search_operators.ts";
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

/** Keeps the recent searches on this device. */
export function saveSearches({ store, saved }: ActionContext, queries: readonly string[]): void {
  saved.saveSearches(accountOf(store.state) ?? "", queries);
  store.dispatch({ type: "searches", queries });
}

/** Searching messages; what was looked for last is remembered on this device. */
export function searchActions(context: ActionContext): SearchActions {
  const { store, router } = context;
  return {
    search: (query) => router.go(searchPath(query.trim())),
    searchHere() {
      const own = openRoom(store.state);
      router.go(searchPath(own ? searchInRoom(own.room) : ""));
    },
    forgetSearches: () => saveSearches(context, []),
  };
}
