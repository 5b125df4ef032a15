import { accountActions } from "./account.ts";
import { adminActions } from "./admin.ts";
import type { ActionContext } from "./context.ts";
import { moderationActions } from "./moderation.ts";
import { inviteActions } from "./invites.ts";
import type { LazyActions } from "./lazy_actions.ts";
import type { ListActions } from "./lists.ts";
import { roomSettingsActions } from "./room_settings.ts";

/** The acts that are loaded with the views that ask for them. */
export function secondaryActions(context: ActionContext, lists: ListActions): LazyActions {
  return {
    ...moderationActions(context),
    ...inviteActions(context, lists),
    ...accountActions(context),
    ...adminActions(context),
    ...roomSettingsActions(context),
  };
}
