import { Hono } from "hono";
import { Refused } from "../lib/protocol/chat_error.ts";
import type { Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";
import { handshake, subprotocolOf } from "./middleware/websocket_handshake.ts";

/**
 * The upgrade to a WebSocket. Who asks, from where and how often is settled before it: only a peer that
 * was let in can send the large frames that the runtime does not bound.
 */
export function socket(deps: Deps): Hono<Env> {
  return new Hono<Env>().get("/", signedIn(deps, { ticket: true }), handshake, (c) => {
    const { account, session: { id: session }, address } = c.var;
    const visitor = { account, session, address };
    deps.connections.admit(visitor);
    // The request cannot be read after the upgrade.
    const { signal } = c.req.raw;
    const protocol = subprotocolOf(c.req.header("sec-websocket-protocol"));
    if (signal.aborted) throw new Refused("connection_closed");
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
    if (protocol !== undefined) response.headers.set("Sec-WebSocket-Protocol", protocol);
    deps.connections.open(socket, visitor, signal);
    return response;
  });
}
