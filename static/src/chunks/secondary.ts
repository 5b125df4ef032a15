/** What is no part of the first visit; one script, loaded when the first of it is shown. */
export { secondaryTexts as texts } from "../i18n/secondary.ts";
export { createUploadController } from "../actions/upload_controller.ts";
export { secondaryActions } from "../actions/secondary_actions.ts";
export { startSecondary } from "../app/start_secondary.ts";
export { runSlashCommand } from "../actions/run_slash_command.ts";
export { findSuggestions } from "../actions/find_suggestions.ts";
export { suggestionList } from "../views/room/composer/suggestions.ts";
export { roomDetails } from "../views/room/details/details_panel.ts";
export { firstAdminPage } from "../views/auth/first_admin.ts";
export { threadView } from "../views/room/thread.ts";
export { openDialog } from "../views/dialogs/dialogs.ts";
export { audioPlayer } from "../views/room/attachments/audio_player.ts";
export { attachmentTray } from "../views/room/attachments/attachment_tray.ts";
export { emojiPicker } from "../views/ui/emoji_picker.ts";
export { secondaryIcons } from "../icons/secondary_icons.ts";
export { popoverMenu } from "../views/menus/popover_menu.ts";
export { secondaryPage } from "../views/pages/pages.ts";
/** All of the first visit, for the bundler to make one script of it, and not one of each part that is shared. */
export { bootstrap } from "../app/bootstrap.ts";
