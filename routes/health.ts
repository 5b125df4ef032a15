import { Hono } from "hono";
import { Readiness } from "../lib/ops/readiness.ts";
import type { Deps, Env } from "./http/context.ts";

/** What watches Parley: `/healthz` says that the process lives, `/readyz` that it can work. */
export function ops({ store, connections }: Pick<Deps, "store" | "connections">): Hono<Env> {
  const readiness = new Readiness({
    check: () => store.check(),
    isStopping: () => connections.isDraining,
  });
  return new Hono<Env>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const reason = await readiness.reason();
      if (reason === undefined) return c.json({ status: "ready" });
      return c.json({ status: "not ready", reason }, 503);
    });
}
