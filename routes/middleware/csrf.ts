import { createMiddleware } from "hono/factory";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "../http/context.ts";
import { createDistinctWarning } from "./distinct_warning.ts";

/**
 * Refuses writes and upgrades that another site's page asks for: an Origin, when there is one, must be
 * Parley's own. Programs send none and have no cookies that another site could abuse.
 * @throws ChatError `bad_origin`.
 */
export function csrfProtection({ config, log }: Pick<RouteDeps, "config" | "log">) {
  const warn = createDistinctWarning(log, "A request from a page of another address was refused");
  return createMiddleware<RouteEnv>(async (c, next) => {
    const isSafe = c.req.method === "GET" || c.req.method === "HEAD";
    const isUpgrade = c.req.header("upgrade") !== undefined;
    if ((isUpgrade || !isSafe) && !isOwnOrigin(c, config.publicUrl)) {
      const [origin, host] = [c.req.header("origin"), c.req.header("host")];
      warn({ origin, host, hint: `Behind a proxy, set PUBLIC_URL=${origin ?? "https://…"}` });
      throw new ChatError("other_origin");
    }
    await next();
  });
}

/** Compares the whole origin: another scheme or port of the same host may be another's page. */
function isOwnOrigin(c: RouteContext, publicUrl: URL | undefined): boolean {
  const origin = c.req.header("origin");
  // A browser that withholds the Origin still says that another site asks (Fetch Metadata).
  if (origin === undefined) return c.req.header("sec-fetch-site") !== "cross-site";
  const host = c.req.header("host");
  const expected = host === undefined ? undefined : URL.parse(`http://${host}`)?.origin;
  return origin === expected || origin === publicUrl?.origin;
}
