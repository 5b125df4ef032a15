import { Hono } from "hono";
import { Refused } from "../lib/protocol/refused.ts";
import type { Deps, Env } from "./context.ts";
import { signedIn } from "./guard.ts";

/**
 * The upgrade to a WebSocket. Who asks, from where and how often is settled before it: only a peer that
 * was let in can send the large frames that the runtime does not bound.
 */
export function socket(deps: Deps): Hono<Env> {
  return new Hono<Env>().get("/", signedIn(deps, { ticket: true }), (c) => {
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
      throw new Refused("bad_request", "This address speaks WebSocket only.");
    }
    const { account, session: { id: session }, address } = c.var;
    const visitor = { account, session, address };
    deps.connections.admit(visitor);
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
    deps.connections.open(socket, visitor);
    return response;
  });
}
