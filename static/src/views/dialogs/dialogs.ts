import type { Vnode } from "../../vdom/h.ts";
import type { Dialog } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import type { Actions } from "../../actions/types.ts";
import { lightbox } from "../room/attachments/lightbox.ts";
import { confirmationDialog } from "./confirmation.ts";
import { createRoomDialog } from "./create_room.ts";
import { quickSwitcher } from "./quick_switcher.ts";
import { editHistoryDialog } from "./edit_history.ts";
import { inviteDialog } from "./invite.ts";
import { oneTimeLinkDialog } from "./one_time_link.ts";
import { profileDialog } from "./profile.ts";
import { reactionsDialog } from "./reactions.ts";
import { roomSettingsDialog } from "./room_settings.ts";
import { shortcutsDialog } from "./shortcuts.ts";
import { signOutDialog } from "./sign_out.ts";
import { formattingHelpDialog } from "./formatting_help.ts";

/** The dialog that stands over the page. */
export function openDialog(open: Dialog, state: State, actions: Actions): Vnode | undefined {
  switch (open.kind) {
    case "confirm":
      return confirmationDialog(open.confirmation, state, actions);
    case "go":
      return quickSwitcher(state, actions);
    case "create":
      return createRoomDialog(state, actions);
    case "shortcuts":
      return shortcutsDialog(state, actions);
    case "signout":
      return signOutDialog(state, actions);
    case "writing":
      return formattingHelpDialog(state, actions);
    case "profile":
      return profileDialog(open.person, state, actions);
    case "link":
      return oneTimeLinkDialog(open, actions);
    case "viewer":
      return lightbox(open, state, actions);
    case "history":
      return editHistoryDialog(open, state, actions);
    case "reactions":
      return reactionsDialog(open, state, actions);
    case "invite":
    case "settings": {
      const room = state.rooms[open.room]?.room;
      return room &&
        (open.kind === "invite" ? inviteDialog : roomSettingsDialog)(room, state, actions);
    }
  }
}
