import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import type { Log } from "../../lib/ops/log.ts";
import type { ErrorDelays } from "../../lib/ops/error_delays.ts";
import { ERROR_CODES, type ErrorBody, type ErrorCode } from "../../lib/protocol/errors.ts";
import { storeErrorBody } from "../../lib/store/error_bodies.ts";
import { isUnreported, StoreError } from "../../lib/store/store.ts";
import type { RouteContext } from "./context.ts";

/**
 * Shapes every refusal and failure of HTTP like the `error` line of a socket. Who is refused again and again
 * gets the answer late.
 */
export function createErrorHandler(
  log: Log,
  delays: Pick<ErrorDelays, "hold">,
): (error: Error, c: RouteContext) => Promise<Response> {
  return async (error, c) => {
    const errorBody = toErrorBody(error);
    if (error instanceof ChatError) logChatError(log, c, error);
    else if (ERROR_CODES[errorBody.code].status >= 500 && isUnreported(error)) {
      log.error("A request failed", { path: c.req.path, requestId: c.get("requestId"), error });
    }
    // What the server is at fault for is not the client's.
    const isOfClient = ERROR_CODES[errorBody.code].status < 500;
    if (isOfClient) await delays.hold(c.get("account")?.id ?? c.get("address") ?? "");
    return errorResponse(c, errorBody);
  };
}

/** What operators should see of refusals; all others are everyday. */
const WARNING_OF_CODE: { [C in ErrorCode]?: string } = {
  bad_credentials: "A password was wrong",
  rate_limited: "Too many requests were refused",
  forbidden: "A right was refused",
  bad_origin: "A page of another site was refused",
};

/** Writes one line without a stack, and nothing of what was sent: people type passwords into any field. */
function logChatError(log: Log, c: RouteContext, { code, details }: ChatError): void {
  const request = { path: c.req.path, requestId: c.get("requestId") };
  // The server's own state, whoever asks; so a flood from many addresses is one line.
  if (code === "unavailable") return log.warn("The server was too busy for a request", request);
  const account = details.account ?? c.get("account")?.id;
  const properties = { code, account, address: c.get("address"), ...request };
  const warning = WARNING_OF_CODE[code];
  if (warning) log.warn(warning, properties);
  else log.debug("A request was refused", properties);
}

/** The answer to an address that leads nowhere. */
export function notFoundResponse(c: RouteContext): Response {
  return errorResponse(c, new ChatError("no_address").toErrorBody());
}

/** The answer to a method that an address does not know (RFC 9110, 15.5.6). */
export function methodNotAllowedResponse(c: RouteContext, allowed: readonly string[]): Response {
  c.header("Allow", allowed.join(", "));
  const params = { method: c.req.method, allowed: allowed.join(", ") };
  return errorResponse(c, new ChatError("wrong_method", { params }).toErrorBody());
}

function errorResponse(c: RouteContext, errorBody: ErrorBody): Response {
  if (errorBody.retryAfter !== undefined) c.header("Retry-After", String(errorBody.retryAfter));
  if (errorBody.code === "unauthorized") {
    c.header("WWW-Authenticate", bearerChallenge(c, errorBody));
  }
  if (errorBody.code === "upgrade_required") {
    c.header("Connection", "Upgrade");
    c.header("Upgrade", "websocket");
    c.header("Sec-WebSocket-Version", "13");
  }
  c.header("Cache-Control", "no-store");
  const body = new TextEncoder().encode(JSON.stringify({ type: "error", ...errorBody }));
  c.header("Content-Type", "application/json");
  // With its length, the answer is not copied on its way out to be measured.
  c.header("Content-Length", String(body.length));
  return c.body(body, ERROR_CODES[errorBody.code].status as ContentfulStatusCode);
}

/** RFC 6750: no error where nothing was shown, else what was wrong with it. */
function bearerChallenge(c: RouteContext, { message }: ErrorBody): string {
  const failure = c.get("authFailure") ?? "no_credentials";
  const realm = 'Bearer realm="parley"';
  if (failure === "no_credentials") return realm;
  return `${realm}, error="invalid_token", error_description="${message}"`;
}

function toErrorBody(error: Error): ErrorBody {
  if (error instanceof ChatError) return error.toErrorBody();
  if (error instanceof StoreError) return storeErrorBody(error);
  if (error instanceof HTTPException && error.status < 500) {
    return { ...new ChatError("not_valid_http").toErrorBody(), code: codeOfStatus(error.status) };
  }
  return new ChatError("internal").toErrorBody();
}

function codeOfStatus(status: number): ErrorCode {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  return codes.find((code) => ERROR_CODES[code].status === status) ?? "bad_request";
}
