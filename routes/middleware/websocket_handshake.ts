import { createMiddleware } from "hono/factory";
import { Refused } from "../../lib/protocol/chat_error.ts";
import type { Env } from "../http/context.ts";

/** Sixteen bytes in base64: the last of 22 characters carries four bits of nothing. */
const KEY = /^[A-Za-z\d+/]{21}[AQgw]==$/;

/** An HTTP token, as a subprotocol's name is one (RFC 9110, 5.6.2). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Checks a WebSocket handshake as RFC 6455, 4.2.1 and 4.2.2, say; the runtime answers 101 to wrong ones
 * and fails over incomplete ones. @throws Refused `upgrade_required` or `bad_request`.
 */
export const handshake = createMiddleware<Env>(async (c, next) => {
  if (!hasToken(c.req.header("upgrade"), "websocket")) {
    throw new Refused("websocket_only");
  }
  if (!hasToken(c.req.header("connection"), "upgrade")) {
    throw new Refused("no_connection_upgrade");
  }
  if (c.req.header("sec-websocket-version")?.trim() !== "13") {
    throw new Refused("websocket_version");
  }
  if (!KEY.test(c.req.header("sec-websocket-key")?.trim() ?? "")) {
    throw new Refused("bad_websocket_key");
  }
  await next();
});

/** The subprotocol that is answered, the first offered: a client that offers some fails without. */
export function subprotocolOf(offered: string | undefined): string | undefined {
  return offered?.split(",").map((name) => name.trim()).find((name) => TOKEN.test(name));
}

function hasToken(header: string | undefined, token: string): boolean {
  return header?.split(",").some((part) => part.trim().toLowerCase() === token) ?? false;
}
