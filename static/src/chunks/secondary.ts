/** What is no part of the first visit; one script, loaded when the first of it is shown. */
export { more as texts } from "../i18n/secondary.ts";
export { createDesk } from "../actions/upload_controller.ts";
export { moreActs } from "../actions/secondary_actions.ts";
export { call } from "../actions/run_slash_command.ts";
export { listenForFiles } from "../dom/file_drop.ts";
export { listenForPress } from "../dom/long_press.ts";
export { know } from "../app/start_notifications.ts";
export { commandOffers, personOffers } from "../state/suggestions.ts";
export { offers } from "../views/room/composer/suggestions.ts";
export { details } from "../views/room/details/details_panel.ts";
export { firstAdmin } from "../views/auth/first_admin.ts";
export { thread } from "../views/room/thread.ts";
export { dialogs } from "../views/dialogs/dialogs.ts";
export { playSound } from "../views/room/attachments/audio_player.ts";
export { tray } from "../views/room/attachments/attachment_tray.ts";
export { picker } from "../views/ui/emoji_picker.ts";
export { icons } from "../icons/secondary_icons.ts";
export { menu } from "../views/menus/popover_menu.ts";
export { place } from "../views/pages/pages.ts";
/** All of the first visit, for the bundler to make one script of it, and not one of each part that is shared. */
export { start } from "../app/bootstrap.ts";
