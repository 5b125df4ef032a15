import { h, type Vnode } from "../../../vdom/h.ts";
import { mayHere } from "../../../state/viewer_permissions.ts";
import { account } from "../../../state/selectors.ts";
import type { State, Tab } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Acts } from "../../../actions/types.ts";
import { notice, plainPage } from "../../ui/buttons.ts";
import { access } from "./access_settings.ts";
import { accounts } from "./accounts.ts";
import { audit } from "./audit_log.ts";

const TABS: Record<Tab, (state: State, acts: Acts) => Vnode> = { accounts, access, audit };

/** What admins see and decide. */
export function admin(state: State, acts: Acts): Vnode {
  if (!mayHere(account(state), "manage accounts")) {
    const { title, about } = t.admin.closed;
    return plainPage(state, acts, t.titles.admin, false, [
      notice(title, about, { label: t.home, click: acts.home }),
    ]);
  }
  return plainPage(
    state,
    acts,
    t.titles.admin,
    false,
    h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": t.titles.admin, "data-rove": ".tab" },
      (Object.keys(TABS) as Tab[]).map((tab) => tabButton(tab, state, acts)),
    ),
    h(
      "div",
      { id: "tab", role: "tabpanel", "aria-labelledby": `tab-${state.tab}`, key: state.tab },
      TABS[state.tab](state, acts),
    ),
  );
}

function tabButton(tab: Tab, state: State, acts: Acts): Vnode {
  return h(
    "button",
    {
      id: `tab-${tab}`,
      type: "button",
      class: "tab",
      role: "tab",
      "aria-selected": String(state.tab === tab),
      "aria-controls": "tab",
      on: { click: () => acts.tab(tab) },
    },
    t.admin.tabs[tab],
  );
}
