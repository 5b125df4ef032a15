import { Hono } from "hono";
import { within } from "../lib/ops/deadline.ts";
import type { Deps, Env } from "./context.ts";

/** Milliseconds that the store may take to answer before Parley calls itself not ready. */
const DEADLINE = 2_000;

/** What watches Parley: `/healthz` says that the process lives, `/readyz` that it can work. */
export function ops({ store, connections }: Pick<Deps, "store" | "connections">): Hono<Env> {
  return new Hono<Env>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const isReady = !connections.isDraining && await isAnswering(store);
      return isReady ? c.json({ status: "ready" }) : c.json({ status: "not ready" }, 503);
    });
}

async function isAnswering(store: Deps["store"]): Promise<boolean> {
  const answer = store.check().then(() => true, () => false);
  return await within(DEADLINE, answer) ?? false;
}
