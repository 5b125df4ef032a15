import { CLOSE_CODES } from "../../../lib/protocol/close_codes.ts";
import type { ActionContext } from "../actions/context.ts";
import { accountOf } from "../state/selectors.ts";

/** Signs out when the server closed the connection for good, unless another tab has a new session. */
export function startHandlingEndedConnection(
  { store, api, session }: Pick<ActionContext, "store" | "api" | "session">,
): void {
  async function recheck(): Promise<void> {
    try {
      const account = await api.session();
      if (account.id === accountOf(store.state)) session.client?.open();
      else session.begin(account);
    } catch {
      session.end("signed_out");
    }
  }

  store.subscribe(({ session: { kind }, connection }, before) => {
    if (
      kind !== "open" || connection.kind === before.connection.kind || connection.kind !== "ended"
    ) return;
    if (connection.code === CLOSE_CODES.signedOut) recheck();
    else session.end(connection.code === CLOSE_CODES.banned ? "banned" : "at_fault");
  });
}
