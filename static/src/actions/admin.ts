import { mayHere } from "../state/viewer_permissions.ts";
import { account } from "../state/selectors.ts";
import type { Access, State, Tab } from "../state/state.ts";
import { attempt, type Context } from "./context.ts";

export interface AdminActs {
  tab(tab: Tab): void;
  changeSettings(changes: Partial<Access>): Promise<void>;
}

/** What admins decide for everyone. */
export function adminActs(context: Context): AdminActs {
  const { store, api } = context;

  async function loadSettings(): Promise<void> {
    await attempt(context, async () => {
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
      const done = await attempt(context, async () => {
        store.dispatch({ type: "settings", settings: await api.changeSettings(changes) });
      });
      if (!done) store.dispatch({ type: "settings", settings: before });
    },
  };
}

function isShown(state: State): boolean {
  return state.route.kind === "admin" && state.tab === "access" &&
    mayHere(account(state), "change settings");
}
