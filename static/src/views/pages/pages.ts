import type { Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { accountPage } from "./account.ts";
import type { Actions } from "../../actions/types.ts";
import { adminPage } from "./admin/admin_page.ts";
import { peoplePage } from "./people.ts";
import { roomsPage } from "./rooms.ts";
import { savedPage } from "./saved.ts";
import { searchPage } from "./search/search_page.ts";
import { settingsPage } from "./settings.ts";

/** The page beside the rooms that the address names. */
export function secondaryPage(state: State, acts: Actions): Vnode | undefined {
  switch (state.route.kind) {
    case "rooms":
      return roomsPage(state, acts);
    case "people":
      return peoplePage(state, acts);
    case "saved":
      return savedPage(state, acts);
    case "account":
      return accountPage(state, acts);
    case "search":
      return searchPage(state, acts);
    case "settings":
      return settingsPage(state, acts);
    case "admin":
      return adminPage(state, acts);
    default:
      return undefined;
  }
}
