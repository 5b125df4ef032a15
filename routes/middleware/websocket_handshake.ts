import { createMiddleware } from "hono/factory";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import type { RouteEnv } from "../http/context.ts";

/** Sixteen bytes in base64: the last of 22 characters carries four bits of nothing. */
const WEBSOCKET_KEY = /^[A-Za-z\d+/]{21}[AQgw]==$/;

/** An HTTP token, as a subprotocol's name is one (RFC 9110, 5.6.2). */
const HTTP_TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Checks a WebSocket handshake as RFC 6455, 4.2.1 and 4.2.2, say; the runtime answers 101 to wrong ones
 * and fails over incomplete ones. @throws ChatError `upgrade_required` or `bad_request`.
 */
export const checkWebSocketHandshake = createMiddleware<RouteEnv>(async (c, next) => {
  if (!hasToken(c.req.header("upgrade"), "websocket")) {
    throw new ChatError("websocket_only");
  }
  if (!hasToken(c.req.header("connection"), "upgrade")) {
    throw new ChatError("no_connection_upgrade");
  }
  if (c.req.header("sec-websocket-version")?.trim() !== "13") {
    throw new ChatError("websocket_version");
  }
  if (!WEBSOCKET_KEY.test(c.req.header("sec-websocket-key")?.trim() ?? "")) {
    throw new ChatError("bad_websocket_key");
  }
  await next();
});

/** The subprotocol that is answered, the first offered: a client that offers some fails without. */
export function chooseSubprotocol(offered: string | undefined): string | undefined {
  return offered?.split(",").map((name) => name.trim()).find((name) => HTTP_TOKEN.test(name));
}

function hasToken(header: string | undefined, token: string): boolean {
  return header?.split(",").some((part) => part.trim().toLowerCase() === token) ?? false;
}
