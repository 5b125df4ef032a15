import { createClient } from "../../../client/client.ts";
import type { Client, ClientState, Storage } from "../../../client/types.ts";
import { CLOSE } from "../../../protocol/errors.ts";
import type { Api } from "./http_api.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import type { Session } from "./saved_sessions.ts";

/** Where a session is used. */
export interface Place {
  origin: string;
  session: Session;
  api: Api;
}

/**
 * Makes a chat client that shows a session's cookie. It is not open yet.
 *
 * @param onEnd called once, when there is no coming back
 */
export function connect(
  { origin, session, api }: Place,
  storage: Storage,
  onEnd: (why: Failure) => void,
): Client {
  const target = {
    url: `${origin.replace(/^http/, "ws")}/ws`,
    headers: { cookie: session.cookie },
  };
  const client = createClient({
    url: () => target,
    WebSocket,
    storage,
    account: session.account.id,
    fetch: api.fetch,
  });
  client.subscribe((event) => {
    if (event.type !== "state") return;
    if (event.state.kind === "ended") onEnd(reasonOf(event.state));
  });
  return client;
}

function reasonOf({ code, reason }: Extract<ClientState, { kind: "ended" }>): Failure {
  if (code === CLOSE.signedOut) return signedOut();
  return new Failure(EXIT.refused, reason || `The server closed the connection (${code}).`);
}

function signedOut(): Failure {
  return new Failure(EXIT.signedOut, "You are signed out. Sign in again.");
}
