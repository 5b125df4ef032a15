import type { Vnode } from "../../vdom/h.ts";
import type { State } from "../../state/state.ts";
import { profile } from "./account.ts";
import type { Acts } from "../../actions/types.ts";
import { admin } from "./admin/admin_page.ts";
import { people } from "./people.ts";
import { browse } from "./rooms.ts";
import { saved } from "./saved.ts";
import { search } from "./search/search_page.ts";
import { settings } from "./settings.ts";

/** The page beside the rooms that the address names. */
export function place(state: State, acts: Acts): Vnode | undefined {
  switch (state.route.kind) {
    case "rooms":
      return browse(state, acts);
    case "people":
      return people(state, acts);
    case "saved":
      return saved(state, acts);
    case "account":
      return profile(state, acts);
    case "search":
      return search(state, acts);
    case "settings":
      return settings(state, acts);
    case "admin":
      return admin(state, acts);
    default:
      return undefined;
  }
}
