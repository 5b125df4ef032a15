import { createClient } from "../../lib/client/client.ts";
import { webStorage } from "../../lib/client/storage.ts";
import type { Client } from "../../lib/client/types.ts";
import { CLOSE } from "../../lib/protocol/codes.ts";
import type { Action, Reason } from "./state/state.ts";

/** Messages that a room brings at once when it is not looked at: enough to know what is new. */
const GLANCE = 1;

/** Connects an account, and turns what its client tells into actions. */
export function connect(
  account: string,
  window: globalThis.Window & typeof globalThis,
  dispatch: (action: Action) => void,
): Client {
  const client = createClient({
    url: `${window.location.origin.replace(/^http/, "ws")}/ws`,
    WebSocket: window.WebSocket,
    storage: webStorage(window.localStorage),
    account,
  });
  client.subscribe((event) => {
    if (event.type === "line") dispatch({ type: "line", line: event.line });
    else if (event.type === "outbox") dispatch({ type: "outbox", pending: event.pending });
    else {
      dispatch({ type: "link", link: event.state });
      if (event.state.kind === "online") {
        for (const room of event.state.rooms) client.join(room.id, GLANCE);
      }
      if (event.state.kind === "ended") {
        dispatch({ type: "signedOut", reason: reason(event.state.code) });
      }
    }
  });
  dispatch({ type: "outbox", pending: client.pending });
  client.open();
  return client;
}

function reason(code: number): Reason {
  if (code === CLOSE.signedOut) return "signed_out";
  return code === CLOSE.banned ? "banned" : "at_fault";
}
