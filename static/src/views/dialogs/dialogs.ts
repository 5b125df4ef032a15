import type { Vnode } from "../../dom/h.ts";
import type { Dialog } from "../../state/overlay.ts";
import type { State } from "../../state/state.ts";
import type { Acts } from "../acts.ts";
import { viewer } from "../files/viewer.ts";
import { confirm } from "./confirm.ts";
import { create } from "./create.ts";
import { go } from "./go.ts";
import { history } from "./history.ts";
import { invite } from "./invite.ts";
import { link } from "./link.ts";
import { person } from "./person.ts";
import { reactions } from "./reactions.ts";
import { settings } from "./settings.ts";
import { shortcuts } from "./shortcuts.ts";
import { signOut } from "./signout.ts";
import { writing } from "./writing.ts";

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
