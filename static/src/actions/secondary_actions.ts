import { accountActs } from "./account.ts";
import { adminActs } from "./admin.ts";
import type { Context } from "./context.ts";
import { deedActs } from "./moderation.ts";
import { inviteActs } from "./invites.ts";
import type { LateActs } from "./lazy_actions.ts";
import type { ListActs } from "./lists.ts";
import { roomFormActs } from "./room_settings.ts";

/** The acts that are loaded with the views that ask for them. */
export function moreActs(context: Context, lists: ListActs): LateActs {
  return {
    ...deedActs(context),
    ...inviteActs(context, lists),
    ...accountActs(context),
    ...adminActs(context),
    ...roomFormActs(context),
  };
}
