import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Refused } from "../lib/protocol/refused.ts";
import type { Log } from "../lib/ops/log.ts";
import { type ErrorCode, ERRORS, type Refusal } from "../lib/protocol/codes.ts";
import { StoreError } from "../lib/store/store.ts";
import type { Ctx } from "./context.ts";

/** Shapes every refusal and failure of HTTP like the `error` line of a socket. */
export function createErrorHandler(log: Log): (error: Error, c: Ctx) => Response {
  return (error, c) => {
    const refusal = refusalOf(error);
    const { status } = ERRORS[refusal.code];
    if (status >= 500) {
      log.error("A request failed", { path: c.req.path, requestId: c.get("requestId"), error });
    }
    return answer(c, refusal);
  };
}

/** The answer to an address that leads nowhere. */
export function notFound(c: Ctx): Response {
  return answer(c, { code: "not_found", message: "There is nothing at this address." });
}

function answer(c: Ctx, refusal: Refusal): Response {
  if (refusal.retryAfter !== undefined) c.header("Retry-After", String(refusal.retryAfter));
  c.header("Cache-Control", "no-store");
  return c.json(
    { type: "error", ...refusal },
    ERRORS[refusal.code].status as ContentfulStatusCode,
  );
}

function refusalOf(error: Error): Refusal {
  if (error instanceof Refused) return error.toRefusal();
  if (error instanceof StoreError) {
    return { code: "unavailable", message: "Storage is not available.", retryAfter: 1 };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return { code: codeOf(error.status), message: error.message || "The request is not valid." };
  }
  return { code: "internal", message: "Something went wrong here." };
}

function codeOf(status: number): ErrorCode {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return codes.find((code) => ERRORS[code].status === status) ?? "bad_request";
}
