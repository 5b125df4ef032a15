import { t } from "../i18n/secondary.ts";
import { type ActionContext, runAction, showToast, submitForm } from "./context.ts";
import { checkName, checkPassword, requireText } from "./form_validation.ts";

export interface AccountActions {
  rename(name: string): Promise<void>;
  changePassword(request: { current: string; password: string }): Promise<void>;
  /** Signs a device out. */
  endDevice(id: string): Promise<void>;
}

/** One's own account. */
export function accountActions(context: ActionContext): AccountActions {
  const { store, api } = context;
  return {
    rename: (name) =>
      submitForm(context, "rename", async () => {
        checkName(name);
        store.dispatch({ type: "account", account: await api.rename(name) });
        showToast(context, t.account.renamed);
      }),
    changePassword: (request) =>
      submitForm(context, "changePassword", async () => {
        requireText("current", request.current, t.errors.passwordEmpty);
        checkPassword(request.password);
        // The session of this socket ends with the others, and gets a successor.
        context.session.client?.close();
        try {
          await api.changePassword(request);
        } finally {
          context.session.client?.open();
        }
        showToast(context, t.account.passwordChanged);
      }),
    async endDevice(id) {
      await runAction(context, async () => {
        await api.endDevice(id);
        store.dispatch({ type: "listChanged", list: "devices", id, changes: undefined });
      });
    },
  };
}
