import type { Vnode } from "../../dom/h.ts";
import type { Dialog } from "../../state/overlay.ts";
import type { State } from "../../state/state.ts";
import type { Acts } from "../acts.ts";
import { create } from "./create.ts";
import { invite } from "./invite.ts";
import { link } from "./link.ts";
import { person } from "./person.ts";
import { settings } from "./settings.ts";
import { signOut } from "./signout.ts";

/** The dialogs that are loaded when the first of them is opened. */
export function others(open: Dialog, state: State, acts: Acts): Vnode | undefined {
  switch (open.kind) {
    case "create":
      return create(state, acts);
    case "signout":
      return signOut(state, acts);
    case "profile":
      return person(open.person, state, acts);
    case "link":
      return link(open, acts);
    case "invite":
    case "settings": {
      const room = state.rooms[open.room]?.room;
      return room && (open.kind === "invite" ? invite : settings)(room, state, acts);
    }
    default:
      return undefined;
  }
}
