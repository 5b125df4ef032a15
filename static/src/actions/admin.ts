import type { Access, AdminTab } from "../state/state.ts";
import { type ActionContext, runAction } from "./context.ts";

export interface AdminActions {
  tab(tab: AdminTab): void;
  changeSettings(changes: Partial<Access>): Promise<void>;
}

/** What admins decide for everyone. */
export function adminActions(context: ActionContext): AdminActions {
  const { store, api } = context;

  return {
    tab: (adminTab) => store.dispatch({ type: "show", adminTab }),
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
