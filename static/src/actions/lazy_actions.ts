import { t } from "../i18n/index.ts";
import type { AccountActions } from "./account.ts";
import type { AdminActions } from "./admin.ts";
import { type ActionContext, showToast } from "./context.ts";
import type { ModerationActions } from "./moderation.ts";
import type { InviteActions } from "./invites.ts";
import type { ListActions } from "./lists.ts";
import type { SignInActions } from "./sign_in.ts";
import type { RoomSettingsActions } from "./room_settings.ts";

/** What one does on pages, in menus and in dialogs that are no part of the first visit. */
export type LazyActions =
  & SignInActions
  & ListActions
  & ModerationActions
  & InviteActions
  & AccountActions
  & AdminActions
  & RoomSettingsActions;

/** Gives an action by its name, which is loaded when it is first called. */
export type LazyAction = <N extends keyof LazyActions>(name: N) => LazyActions[N];

/** Actions that are loaded with the first of them; one that cannot be loaded says so. */
export function lazyActions(context: ActionContext, load: () => Promise<LazyActions>): LazyAction {
  let loading: Promise<LazyActions> | undefined;

  /** Loads them once, and again after that failed. */
  async function loaded(): Promise<LazyActions | undefined> {
    try {
      return await (loading ??= load());
    } catch {
      loading = undefined;
      showToast(context, t.failed, true);
      return undefined;
    }
  }

  return <N extends keyof LazyActions>(name: N) => {
    const forward = async (...options: unknown[]) => {
      const action = (await loaded())?.[name] as ((...options: unknown[]) => unknown) | undefined;
      await action?.(...options);
    };
    return forward as LazyActions[N];
  };
}
