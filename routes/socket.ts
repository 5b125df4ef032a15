import { Hono } from "hono";
import { ChatError } from "../lib/chat/error.ts";
import { addressOf, type Deps, type Env } from "./context.ts";
import { signedIn } from "./guard.ts";

/**
 * The upgrade to a WebSocket. Who asks, from where and how often is settled before it: only a peer that
 * was let in can send the large frames that the runtime does not bound.
 */
export function socket(deps: Deps): Hono<Env> {
  return new Hono<Env>().get("/", signedIn(deps), (c) => {
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
      throw new ChatError("bad_request", "This address speaks WebSocket only.");
    }
    const account = c.get("account");
    const address = addressOf(c);
    deps.connections.admit(account, address);
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
    deps.connections.open(socket, account, address);
    return response;
  });
}
