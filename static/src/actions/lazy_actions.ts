import { t } from "../i18n/index.ts";
import type { AccountActs } from "./account.ts";
import type { AdminActs } from "./admin.ts";
import { type Context, tell } from "./context.ts";
import type { DeedActs } from "./moderation.ts";
import type { InviteActs } from "./invites.ts";
import type { RoomFormActs } from "./room_settings.ts";

/** What one does on pages, in menus and in dialogs that are no part of the first visit. */
export type LateActs = DeedActs & InviteActs & AccountActs & AdminActs & RoomFormActs;

const NAMES: Record<keyof LateActs, true> = {
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
export function lateActs(context: Context, load: () => Promise<LateActs>): LateActs {
  let loading: Promise<LateActs> | undefined;

  /** Loads them once, and again after that failed. */
  async function loaded(): Promise<LateActs | undefined> {
    try {
      return await (loading ??= load());
    } catch {
      loading = undefined;
      tell(context, t.failed, true);
      return undefined;
    }
  }

  const forward = (name: string) => async (...about: unknown[]) => {
    const acts = await loaded() as Record<string, (...about: unknown[]) => unknown> | undefined;
    await acts?.[name]?.(...about);
  };
  return Object.fromEntries(
    Object.keys(NAMES).map((name) => [name, forward(name)]),
  ) as unknown as LateActs;
}
