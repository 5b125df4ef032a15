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
export function secondaryPage(state: State, actions: Actions): Vnode | undefined {
  switch (state.route.kind) {
    case "rooms":
      return roomsPage(state, actions);
    case "people":
      return peoplePage(state, actions);
    case "saved":
      return savedPage(state, actions);
    case "account":
      return accountPage(state, actions);
    case "search":
      return searchPage(state, actions);
    case "settings":
      return settingsPage(state, actions);
    case "admin":
      return adminPage(state, actions);
    default:
      return undefined;
  }
}
