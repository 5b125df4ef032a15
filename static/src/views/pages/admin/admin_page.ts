import { h, type Vnode } from "../../../vdom/h.ts";
import { canGlobally } from "../../../state/viewer_permissions.ts";
import { account } from "../../../state/selectors.ts";
import type { AdminTab, State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { notice, plainPage } from "../../ui/buttons.ts";
import { accessSettings } from "./access_settings.ts";
import { accountList } from "./accounts.ts";
import { auditLog } from "./audit_log.ts";

const ADMIN_TABS: Record<AdminTab, (state: State, actions: Actions) => Vnode> = {
  accounts: accountList,
  access: accessSettings,
  audit: auditLog,
};

/** What admins see and decide. */
export function adminPage(state: State, actions: Actions): Vnode {
  if (!canGlobally(account(state), "manage accounts")) {
    const { title, about: options } = t.admin.closed;
    return plainPage(state, actions, t.titles.admin, false, [
      notice(title, options, { label: t.home, click: actions.home }),
    ]);
  }
  return plainPage(
    state,
    actions,
    t.titles.admin,
    false,
    h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": t.titles.admin, "data-rove": ".tab" },
      (Object.keys(ADMIN_TABS) as AdminTab[]).map((tab) => tabButton(tab, state, actions)),
    ),
    h(
      "div",
      {
        id: "tab",
        role: "tabpanel",
        "aria-labelledby": `tab-${state.adminTab}`,
        key: state.adminTab,
      },
      ADMIN_TABS[state.adminTab](state, actions),
    ),
  );
}

function tabButton(tab: AdminTab, state: State, actions: Actions): Vnode {
  return h(
    "button",
    {
      id: `tab-${tab}`,
      type: "button",
      class: "tab",
      role: "tab",
      "aria-selected": String(state.adminTab === tab),
      "aria-controls": "tab",
      on: { click: () => actions.tab(tab) },
    },
    t.admin.tabs[tab],
  );
}
