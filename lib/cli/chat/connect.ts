import { createClient } from "../../client/client.ts";
import type { Client, ClientState, Storage } from "../../client/types.ts";
import { CLOSE } from "../../protocol/codes.ts";
import type { Api } from "./api.ts";
import { EXIT, Failure } from "./failure.ts";
import type { Session } from "./sessions.ts";

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
  class Cookied extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: session.cookie } });
    }
  }
  const client = createClient({
    url: `${origin.replace(/^http/, "ws")}/ws`,
    WebSocket: Cookied,
    storage,
    account: session.account.id,
  });
  client.subscribe((event) => {
    if (event.type !== "state") return;
    if (event.state.kind === "ended") onEnd(reasonOf(event.state));
    if (event.state.kind === "offline") void check(api, onEnd);
  });
  return client;
}

/** A refused upgrade looks like a lost network; asking tells whether the session is what is wrong. */
async function check(api: Api, onEnd: (why: Failure) => void): Promise<void> {
  try {
    await api.get("/api/session");
  } catch (error) {
    if (error instanceof Failure && error.exit === EXIT.signedOut) onEnd(signedOut());
  }
}

function reasonOf({ code, reason }: Extract<ClientState, { kind: "ended" }>): Failure {
  if (code === CLOSE.signedOut) return signedOut();
  return new Failure(EXIT.refused, reason || `The server closed the connection (${code}).`);
}

function signedOut(): Failure {
  return new Failure(EXIT.signedOut, "You are signed out. Sign in again.");
}
