import type { Preferences } from "../state/preferences.ts";
import { t } from "../i18n/index.ts";
import { type ActionContext, showToast } from "./context.ts";

export interface PreferenceActions {
  /** Changes how the page is, on this device. */
  prefer(changes: Partial<Preferences>): Promise<void>;
}

/** How one wants the page to be, the same in all its tabs. */
export function preferenceActions(context: ActionContext): PreferenceActions {
  const { store, saved } = context;

  async function apply(prefs: Preferences): Promise<boolean> {
    const isDone = await context.applyPreferences(prefs);
    store.dispatch({ type: "prefs", prefs });
    return isDone;
  }

  saved.watchPrefs(apply);
  return {
    async prefer(changes) {
      const prefs = { ...store.state.prefs, ...changes };
      saved.savePrefs(prefs);
      if (!await apply(prefs)) showToast(context, t.failed, true);
    },
  };
}
