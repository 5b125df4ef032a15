import { type ActionContext, runAction } from "../actions/context.ts";
import { account } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import { canGlobally } from "../state/viewer_permissions.ts";

/** Loads the settings of the server when an admin opens their page. */
export function startLoadingServerSettings(context: ActionContext): void {
  const { store, api } = context;

  async function loadSettings(): Promise<void> {
    await runAction(context, async () => {
      store.dispatch({ type: "settings", settings: await api.settings() });
    });
  }

  store.subscribe((state, before) => {
    if (isShown(state) && !isShown(before)) loadSettings();
  });
  // The page may have been opened before this was loaded.
  if (isShown(store.state)) loadSettings();
}

function isShown(state: State): boolean {
  return state.route.kind === "admin" && state.adminTab === "access" &&
    canGlobally(account(state), "change settings");
}
