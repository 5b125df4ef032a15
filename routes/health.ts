import { Hono } from "hono";
import { Readiness } from "../lib/ops/readiness.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";

/** What watches Parley: `/healthz` says that the process lives, `/readyz` that it can work. */
export function healthRoutes(
  { store, connections }: Pick<RouteDeps, "store" | "connections">,
): Hono<RouteEnv> {
  const readiness = new Readiness({
    check: () => store.check(),
    isStopping: () => connections.isDraining,
  });
  return new Hono<RouteEnv>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const reason = await readiness.notReadyReason();
      if (reason === undefined) return c.json({ status: "ready" });
      return c.json({ status: "not ready", reason }, 503);
    });
}
