import { accountActions } from "./account.ts";
import { adminActions } from "./admin.ts";
import type { ActionContext } from "./context.ts";
import { moderationActions } from "./moderation.ts";
import { inviteActions } from "./invites.ts";
import { signInActions } from "./sign_in.ts";
import type { LazyActions } from "./lazy_actions.ts";
import { listActions } from "./lists.ts";
import { roomSettingsActions } from "./room_settings.ts";

/** The actions that are loaded with the views that ask for them. */
export function secondaryActions(context: ActionContext): LazyActions {
  const lists = listActions(context);
  const moderation = moderationActions(context);
  const invites = inviteActions(context, lists);
  const account = accountActions(context);
  const admin = adminActions(context);
  const settings = roomSettingsActions(context);
  const signIn = signInActions(context);
  return {
    enter: signIn.enter,
    signIn: signIn.signIn,
    signUp: signIn.signUp,
    setUp: signIn.setUp,
    reset: signIn.reset,
    accept: signIn.accept,
    find: lists.find,
    more: lists.more,
    show: lists.show,
    reload: lists.reload,
    confirm: moderation.confirm,
    mute: moderation.mute,
    liftBan: moderation.liftBan,
    unblock: moderation.unblock,
    enable: moderation.enable,
    invite: invites.invite,
    revoke: invites.revoke,
    rename: account.rename,
    changePassword: account.changePassword,
    endDevice: account.endDevice,
    tab: admin.tab,
    changeSettings: admin.changeSettings,
    createRoom: settings.createRoom,
    updateRoom: settings.updateRoom,
    write: settings.write,
    setLevel: settings.setLevel,
  };
}
