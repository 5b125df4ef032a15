import { t } from "../i18n/secondary.ts";
import { attempt, type Context, submit, tell } from "./context.ts";
import { checkName, checkPassword, needed } from "./form_validation.ts";

export interface AccountActs {
  rename(name: string): Promise<void>;
  changePassword(request: { current: string; password: string }): Promise<void>;
  /** Signs a device out. */
  endDevice(id: string): Promise<void>;
}

/** One's own account. */
export function accountActs(context: Context): AccountActs {
  const { store, api } = context;
  return {
    rename: (name) =>
      submit(context, "rename", async () => {
        checkName(name);
        store.dispatch({ type: "account", account: await api.rename(name) });
        tell(context, t.account.renamed);
      }),
    changePassword: (request) =>
      submit(context, "changePassword", async () => {
        needed("current", request.current, t.errors.passwordEmpty);
        checkPassword(request.password);
        // The session of this socket ends with the others, and gets a successor.
        context.client?.close();
        try {
          await api.changePassword(request);
        } finally {
          context.client?.open();
        }
        tell(context, t.account.passwordChanged);
      }),
    async endDevice(id) {
      await attempt(context, async () => {
        await api.endDevice(id);
        store.dispatch({ type: "listChanged", list: "devices", id, changes: undefined });
      });
    },
  };
}
