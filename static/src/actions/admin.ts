import { canGlobally } from "../state/viewer_permissions.ts";
import { account } from "../state/selectors.ts";
import type { Access, AdminTab, State } from "../state/state.ts";
import { type ActionContext, runAction } from "./context.ts";

export interface AdminActions {
  tab(tab: AdminTab): void;
  changeSettings(changes: Partial<Access>): Promise<void>;
}

/** What admins decide for everyone. */
export function adminActions(context: ActionContext): AdminActions {
  const { store, api } = context;

  async function loadSettings(): Promise<void> {
    await runAction(context, async () => {
      store.dispatch({ type: "settings", settings: await api.settings() });
    });
  }

  store.subscribe((state, before) => {
    if (isShown(state) && !isShown(before)) loadSettings();
  });
  // They may have been loaded for what is shown.
  if (isShown(store.state)) loadSettings();

  return {
    tab: (tab) => store.dispatch({ type: "show", tab }),
    async changeSettings(changes) {
      const before = store.state.settings;
      if (!before) return;
      store.dispatch({ type: "settings", settings: { ...before, ...changes } });
      const done = await runAction(context, async () => {
        store.dispatch({ type: "settings", settings: await api.changeSettings(changes) });
      });
      if (!done) store.dispatch({ type: "settings", settings: before });
    },
  };
}

function isShown(state: State): boolean {
  return state.route.kind === "admin" && state.tab === "access" &&
    canGlobally(account(state), "change settings");
}
