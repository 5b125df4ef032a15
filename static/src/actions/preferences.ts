import type { Prefs } from "../state/preferences.ts";
import { t } from "../i18n/index.ts";
import { type Context, tell } from "./context.ts";

export interface PrefActs {
  /** Changes how the page is, on this device. */
  prefer(changes: Partial<Prefs>): Promise<void>;
}

/** How one wants the page to be, the same in all its tabs. */
export function prefActs(context: Context): PrefActs {
  const { store, saved } = context;

  async function apply(prefs: Prefs): Promise<boolean> {
    const isDone = await context.dress(prefs);
    store.dispatch({ type: "prefs", prefs });
    return isDone;
  }

  saved.watchPrefs(apply);
  return {
    async prefer(changes) {
      const prefs = { ...store.state.prefs, ...changes };
      saved.savePrefs(prefs);
      if (!await apply(prefs)) tell(context, t.failed, true);
    },
  };
}
