import { ROOM_LIMITS } from "../lib/protocol/limits.ts";
import { Hono } from "hono";
import { z } from "zod";
import { readQuery } from "./http/request_body.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";

const wholeNumber = (digits: RegExp) =>
  z.string().regex(digits, "must be a whole number").transform(Number);

const searchQuery = z.object({
  q: z.string(),
  /** The `next` of the page before. */
  before: wholeNumber(/^\d{1,15}$/).optional(),
  limit: wholeNumber(/^\d{1,3}$/).pipe(z.int().min(1).max(ROOM_LIMITS.searchHits)).optional(),
  /** Minutes that the searcher's clock is ahead of UTC. */
  offset: wholeNumber(/^-?\d{1,3}$/).optional(),
});

/** Messages by what they say. */
export function searchRoutes(deps: RouteDeps): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get("/search", requireAccount(deps), async (c) => {
    return c.json(await deps.chat.search.search(c.get("account"), readQuery(c, searchQuery)));
  });
}
