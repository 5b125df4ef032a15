import { Hono } from "hono";
import { z } from "zod";
import { readQuery } from "./http/request_body.ts";
import type { Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";

const whole = (digits: RegExp) =>
  z.string().regex(digits, "must be a whole number").transform(Number);

const searchQuery = z.object({
  q: z.string(),
  /** The `next` of the page before. */
  before: whole(/^\d{1,15}$/).optional(),
  limit: whole(/^\d{1,3}$/).pipe(z.int().min(1).max(50)).optional(),
  /** Minutes that the searcher's clock is ahead of UTC. */
  offset: whole(/^-?\d{1,3}$/).optional(),
});

/** Messages by what they say. */
export function search(deps: Deps): Hono<Env> {
  return new Hono<Env>().get("/search", signedIn(deps), async (c) => {
    return c.json(await deps.chat.finding.find(c.get("account"), readQuery(c, searchQuery)));
  });
}
