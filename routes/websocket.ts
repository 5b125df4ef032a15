import { Hono } from "hono";
import { ChatError } from "../lib/protocol/chat_error.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";
import { checkWebSocketHandshake, chooseSubprotocol } from "./middleware/websocket_handshake.ts";

/**
 * The upgrade to a WebSocket. Who asks, from where and how often is settled before it: only a peer that
 * was let in can send the large frames that the runtime does not bound.
 */
export function websocketRoutes(deps: RouteDeps): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get(
    "/",
    requireAccount(deps, { ticket: true }),
    checkWebSocketHandshake,
    (c) => {
      const { account, session: { id: session }, address } = c.var;
      const visitor = { account, session, address };
      deps.connections.admit(visitor);
      // The request cannot be read after the upgrade.
      const { signal } = c.req.raw;
      const protocol = chooseSubprotocol(c.req.header("sec-websocket-protocol"));
      if (signal.aborted) throw new ChatError("connection_closed");
      const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
      if (protocol !== undefined) response.headers.set("Sec-WebSocket-Protocol", protocol);
      deps.connections.open(socket, visitor, signal);
      return response;
    },
  );
}
