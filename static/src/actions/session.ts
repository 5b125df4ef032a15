import { isGuest } from "../../../lib/protocol/guests.ts";
import { accountOf } from "../state/selectors.ts";
import { isSignedOut } from "./client_session.ts";
import { type ActionContext, submitForm } from "./context.ts";

/** Milliseconds that a server may take to say who one is, before what was shown last is shown again. */
const SESSION_TIMEOUT_MS = 2_500;

export interface SessionActions {
  /** Asks who one is. */
  start(): Promise<void>;
  signOut(): Promise<void>;
}

/** Who is signed in, and for how long. */
export function sessionActions(context: ActionContext): SessionActions {
  const { store, api, saved, router, session } = context;

  return {
    async start() {
      const onTimeout = setTimeout(() => session.restore(), SESSION_TIMEOUT_MS);
      try {
        const account = await api.session();
        clearTimeout(onTimeout);
        if (accountOf(store.state) !== account.id) session.begin(account);
        if (isGuest(account)) session.fetchAccess();
      } catch (error) {
        clearTimeout(onTimeout);
        if (isSignedOut(error)) session.end();
        else if (accountOf(store.state) === undefined && !session.restore()) {
          store.dispatch({ type: "unreachable" });
        }
      }
    },
    signOut: () =>
      submitForm(context, "signOut", async () => {
        const account = accountOf(store.state);
        await api.signOut();
        // What one leaves behind on a device is nothing.
        for (const { id } of context.session.client?.pending ?? []) {
          context.session.client?.discard(id);
        }
        session.end();
        if (account) saved.forget(account);
        router.go("/", "replace");
      }),
  };
}
