import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refused } from "../../lib/protocol/chat_error.ts";
import type { Log } from "../../lib/ops/log.ts";
import type { RefusalDelays } from "../../lib/ops/refusal_delays.ts";
import { type ErrorCode, ERRORS, type Refusal } from "../../lib/protocol/errors.ts";
import { refusalOfStore } from "../../lib/store/error_bodies.ts";
import { isUntold, StoreError } from "../../lib/store/store.ts";
import type { Ctx } from "./context.ts";

/**
 * Shapes every refusal and failure of HTTP like the `error` line of a socket. Who is refused again and again
 * gets the answer late.
 */
export function createErrorHandler(
  log: Log,
  delays: Pick<RefusalDelays, "hold">,
): (error: Error, c: Ctx) => Promise<Response> {
  return async (error, c) => {
    const refusal = refusalOf(error);
    if (error instanceof Refused) logRefusal(log, c, error);
    else if (ERRORS[refusal.code].status >= 500 && isUntold(error)) {
      log.error("A request failed", { path: c.req.path, requestId: c.get("requestId"), error });
    }
    // What the server is at fault for is not the client's.
    const isOfClient = ERRORS[refusal.code].status < 500;
    if (isOfClient) await delays.hold(c.get("account")?.id ?? c.get("address") ?? "");
    return answer(c, refusal);
  };
}

/** What operators should see of refusals; all others are everyday. */
const WARNINGS: { [C in ErrorCode]?: string } = {
  bad_credentials: "A password was wrong",
  rate_limited: "Too many requests were refused",
  forbidden: "A right was refused",
  bad_origin: "A page of another site was refused",
};

/** Writes one line without a stack, and nothing of what was sent: people type passwords into any field. */
function logRefusal(log: Log, c: Ctx, { code, options }: Refused): void {
  const where = { path: c.req.path, requestId: c.get("requestId") };
  // The server's own state, whoever asks; so a flood from many addresses is one line.
  if (code === "unavailable") return log.warn("The server was too busy for a request", where);
  const account = options.account ?? c.get("account")?.id;
  const about = { code, account, address: c.get("address"), ...where };
  const warning = WARNINGS[code];
  if (warning) log.warn(warning, about);
  else log.debug("A request was refused", about);
}

/** The answer to an address that leads nowhere. */
export function notFound(c: Ctx): Response {
  return answer(c, new Refused("no_address").toRefusal());
}

/** The answer to a method that an address does not know (RFC 9110, 15.5.6). */
export function wrongMethod(c: Ctx, allowed: readonly string[]): Response {
  c.header("Allow", allowed.join(", "));
  const params = { method: c.req.method, allowed: allowed.join(", ") };
  return answer(c, new Refused("wrong_method", { params }).toRefusal());
}

function answer(c: Ctx, refusal: Refusal): Response {
  if (refusal.retryAfter !== undefined) c.header("Retry-After", String(refusal.retryAfter));
  if (refusal.code === "unauthorized") c.header("WWW-Authenticate", challengeOf(c, refusal));
  if (refusal.code === "upgrade_required") {
    c.header("Connection", "Upgrade");
    c.header("Upgrade", "websocket");
    c.header("Sec-WebSocket-Version", "13");
  }
  c.header("Cache-Control", "no-store");
  const body = new TextEncoder().encode(JSON.stringify({ type: "error", ...refusal }));
  c.header("Content-Type", "application/json");
  // With its length, the answer is not copied on its way out to be measured.
  c.header("Content-Length", String(body.length));
  return c.body(body, ERRORS[refusal.code].status as ContentfulStatusCode);
}

/** RFC 6750: no error where nothing was shown, else what was wrong with it. */
function challengeOf(c: Ctx, { message }: Refusal): string {
  const failure = c.get("authFailure") ?? "no_credentials";
  const realm = 'Bearer realm="parley"';
  if (failure === "no_credentials") return realm;
  return `${realm}, error="invalid_token", error_description="${message}"`;
}

function refusalOf(error: Error): Refusal {
  if (error instanceof Refused) return error.toRefusal();
  if (error instanceof StoreError) return refusalOfStore(error);
  if (error instanceof HTTPException && error.status < 500) {
    return { ...new Refused("not_valid_http").toRefusal(), code: codeOf(error.status) };
  }
  return new Refused("internal").toRefusal();
}

function codeOf(status: number): ErrorCode {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return codes.find((code) => ERRORS[code].status === status) ?? "bad_request";
}
