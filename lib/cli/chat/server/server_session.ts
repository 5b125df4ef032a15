import { createClient } from "../../../client/client.ts";
import type { Client, ClientState, KeyValueStorage } from "../../../client/types.ts";
import { CLOSE_CODES } from "../../../protocol/close_codes.ts";
import type { HttpApi } from "./http_api.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import type { SavedSession } from "./saved_sessions.ts";

/** Where a session is used. */
export interface ServerSession {
  origin: string;
  session: SavedSession;
  api: HttpApi;
}

/**
 * Makes a chat client that shows a session's cookie. It is not open yet.
 *
 * @param onEnded called once, when there is no coming back
 */
export function connectClient(
  { origin, session, api }: ServerSession,
  storage: KeyValueStorage,
  onEnded: (why: CliError) => void,
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
    if (event.state.kind === "ended") onEnded(closeError(event.state));
  });
  return client;
}

function closeError({ code, reason }: Extract<ClientState, { kind: "ended" }>): CliError {
  if (code === CLOSE_CODES.signedOut) return signedOutError();
  return new CliError(EXIT_CODES.failed, reason || `The server closed the connection (${code}).`);
}

function signedOutError(): CliError {
  return new CliError(EXIT_CODES.signedOut, "You are signed out. Sign in again.");
}
