import { createMiddleware } from "hono/factory";
import type { RouteDeps, RouteEnv } from "../http/context.ts";

/** What the first admin needs: to see that there is none yet, and to become it. */
const ALLOWED_BEFORE_SETUP: readonly string[] = ["/api/info", "/api/setup"];

/** Lets only the set-up pass while nobody else may come in. @throws ChatError `not_set_up`. */
export function requireSetup({ auth }: Pick<RouteDeps, "auth">) {
  return createMiddleware<RouteEnv>(async (c, next) => {
    if (!ALLOWED_BEFORE_SETUP.includes(c.req.path)) await auth.setupGate.assertOpen();
    await next();
  });
}
