import { ApiError } from "../api.ts";
import type { Account } from "../../../lib/protocol/lines.ts";
import { accountOf } from "../state/select.ts";
import type { Reason } from "../state/state.ts";
import { t } from "../strings.ts";
import { type Context, submit } from "./context.ts";

export interface SessionActs {
  /** Asks who one is. */
  start(): Promise<void>;
  enter(name: string): Promise<void>;
  signOut(): Promise<void>;
  /** Whether an error means that one is signed out, which is then so. */
  ended(error: unknown): boolean;
}

/** Who is signed in, and for how long. */
export function sessionActs(context: Context): SessionActs {
  const { store, api, saved, router } = context;

  function begin(account: Account): void {
    store.dispatch({ type: "signedIn", account, drafts: saved.drafts(account.id) });
    context.client = context.connect(account.id);
  }

  function end(reason?: Reason): void {
    context.client?.close();
    context.client = undefined;
    if (accountOf(store.state) !== undefined || !reason) {
      store.dispatch({ type: "signedOut", reason });
    }
  }

  function ended(error: unknown): boolean {
    if (!(error instanceof ApiError) || error.code !== "unauthorized") return false;
    end("signed_out");
    return true;
  }

  store.subscribe((state, before) => {
    if (state.session.kind === "none" && before.session.kind === "open") end(state.session.reason);
    // A browser does not tell why a socket was refused; that one is signed out may be the reason.
    if (state.link.kind === "offline" && before.link.kind !== "offline") {
      api.session().catch(ended);
    }
  });

  return {
    ended,
    async start() {
      try {
        begin(await api.session());
      } catch (error) {
        if (error instanceof ApiError && error.code === "unauthorized") end();
        else store.dispatch({ type: "unreachable" });
      }
    },
    enter: (name) =>
      submit(context, async () => {
        if (name === "") throw new ApiError("bad_request", t.errors.nameEmpty);
        begin(await api.enter(name));
      }),
    signOut: () =>
      submit(context, async () => {
        const account = accountOf(store.state);
        await api.signOut();
        // A guest cannot come back, so nothing is kept for one.
        for (const { id } of context.client?.pending ?? []) context.client?.discard(id);
        end();
        if (account) saved.forget(account);
        router.go("/", "replace");
      }),
  };
}
