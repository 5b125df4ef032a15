import type { ActionContext } from "../actions/context.ts";
import type { Controllers } from "../actions/controllers.ts";
import { startFetchingMentionedNames } from "./fetch_mentioned_names.ts";
import { startLoadingServerSettings } from "./load_server_settings.ts";
import { startLoadingLists } from "./load_lists.ts";
import { startRememberingSearches } from "./remember_searches.ts";
import { startRefetchingMembers } from "./refetch_members.ts";

/** Starts the effects that no first visit waits for. */
export function startSecondaryEffects(
  context: ActionContext,
  { lazy }: Pick<Controllers, "lazy">,
): void {
  startFetchingMentionedNames(context);
  startLoadingServerSettings(context);
  startRememberingSearches(context);
  const lists = { show: lazy("show"), reload: lazy("reload") };
  startLoadingLists(context, lists);
  startRefetchingMembers(context, lists);
}
