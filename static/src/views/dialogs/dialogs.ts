import type { Vnode } from "../../vdom/h.ts";
import type { Dialog } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import type { Acts } from "../../actions/types.ts";
import { viewer } from "../room/attachments/lightbox.ts";
import { confirm } from "./confirmation.ts";
import { create } from "./create_room.ts";
import { go } from "./quick_switcher.ts";
import { history } from "./edit_history.ts";
import { invite } from "./invite.ts";
import { link } from "./one_time_link.ts";
import { person } from "./profile.ts";
import { reactions } from "./reactions.ts";
import { settings } from "./room_settings.ts";
import { shortcuts } from "./shortcuts.ts";
import { signOut } from "./sign_out.ts";
import { writing } from "./formatting_help.ts";

/** The dialog that stands over the page. */
export function dialogs(open: Dialog, state: State, acts: Acts): Vnode | undefined {
  switch (open.kind) {
    case "confirm":
      return confirm(open.deed, state, acts);
    case "go":
      return go(state, acts);
    case "create":
      return create(state, acts);
    case "shortcuts":
      return shortcuts(state, acts);
    case "signout":
      return signOut(state, acts);
    case "writing":
      return writing(state, acts);
    case "profile":
      return person(open.person, state, acts);
    case "link":
      return link(open, acts);
    case "viewer":
      return viewer(open, state, acts);
    case "history":
      return history(open, state, acts);
    case "reactions":
      return reactions(open, state, acts);
    case "invite":
    case "settings": {
      const room = state.rooms[open.room]?.room;
      return room && (open.kind === "invite" ? invite : settings)(room, state, acts);
    }
  }
}
