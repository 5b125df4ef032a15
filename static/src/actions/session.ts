import { CLOSE_CODES } from "../../../lib/protocol/errors.ts";
import { accountOf, isGuest } from "../state/selectors.ts";
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

  /** The session of the socket ended; another tab may have begun a new one. */
  async function recheck(): Promise<void> {
    try {
      const account = await api.session();
      if (account.id === accountOf(store.state)) context.session.client?.open();
      else session.begin(account);
    } catch {
      session.end("signed_out");
    }
  }

  store.subscribe((state, before) => {
    const { link } = state;
    if (state.session.kind !== "open" || link.kind === before.link.kind) return;
    if (link.kind === "ended") {
      if (link.code === CLOSE_CODES.signedOut) recheck();
      else session.end(link.code === CLOSE_CODES.banned ? "banned" : "at_fault");
    }
  });

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
