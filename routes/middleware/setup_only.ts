import { createMiddleware } from "hono/factory";
import type { Deps, Env } from "../http/context.ts";

/** What the first admin needs: to see that there is none yet, and to become it. */
const SETUP_PATHS: readonly string[] = ["/api/info", "/api/setup"];

/** Lets only the set-up pass while nobody else may come in. @throws Refused `not_set_up`. */
export function setupOnly({ auth }: Pick<Deps, "auth">) {
  return createMiddleware<Env>(async (c, next) => {
    if (!SETUP_PATHS.includes(c.req.path)) await auth.setupDoor.check();
    await next();
  });
}
