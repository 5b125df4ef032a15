import type { ActionContext } from "../actions/context.ts";
import { saveSearches } from "../actions/search.ts";
import { withRecentSearch } from "../state/search_operators.ts";
import { accountOf } from "../state/selectors.ts";

/** Reads the recent searches of an account that signs in, and adds those that found something. */
export function startRememberingSearches(context: ActionContext): void {
  const { store, saved } = context;

  function read(account: string | undefined): void {
    if (account === undefined) return;
    store.dispatch({ type: "searches", queries: saved.searches(account) });
  }

  store.subscribe((state, before) => {
    const account = accountOf(state);
    if (account !== accountOf(before)) read(account);
    const { searchHits } = state.lists;
    // What found nothing, or could not be read, need not be offered again.
    if (searchHits?.loaded && !before.lists.searchHits?.loaded && searchHits.items.length > 0) {
      saveSearches(context, withRecentSearch(state.recentSearches, searchHits.subject));
    }
  });
  // The account may have signed in before this was loaded.
  read(accountOf(store.state));
}
