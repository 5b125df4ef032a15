import { t } from "../i18n/index.ts";
import type { AccountActions } from "./account.ts";
import type { AdminActions } from "./admin.ts";
import { type ActionContext, showToast } from "./context.ts";
import type { ModerationActions } from "./moderation.ts";
import type { InviteActions } from "./invites.ts";
import type { RoomSettingsActions } from "./room_settings.ts";

/** What one does on pages, in menus and in dialogs that are no part of the first visit. */
export type LazyActions =
  & ModerationActions
  & InviteActions
  & AccountActions
  & AdminActions
  & RoomSettingsActions;

const LAZY_ACTION_NAMES: Record<keyof LazyActions, true> = {
  confirm: true,
  mute: true,
  liftBan: true,
  unblock: true,
  enable: true,
  invite: true,
  revoke: true,
  rename: true,
  changePassword: true,
  endDevice: true,
  createRoom: true,
  updateRoom: true,
  tab: true,
  changeSettings: true,
};

/** Acts that are loaded with the first of them; one that cannot be loaded says so. */
export function lazyActions(context: ActionContext, load: () => Promise<LazyActions>): LazyActions {
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

  const forward = (name: string) => async (...options: unknown[]) => {
    const actions = await loaded() as
      | Record<string, (...options: unknown[]) => unknown>
      | undefined;
    await actions?.[name]?.(...options);
  };
  return Object.fromEntries(
    Object.keys(LAZY_ACTION_NAMES).map((name) => [name, forward(name)]),
  ) as unknown as LazyActions;
}
