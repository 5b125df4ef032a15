import { Hono } from "hono";
import { bodies } from "../lib/protocol/bodies.ts";
import { readBody } from "./body.ts";
import type { Deps, Env } from "./context.ts";
import { callerOf, signedIn } from "./guard.ts";

/** Tokens for programs, and tickets for sockets that can send no header. */
export function token(deps: Deps): Hono<Env> {
  const { auth } = deps;
  return new Hono<Env>()
    .post("/token", async (c) => {
      const body = await readBody(c, bodies.token);
      if ("refresh" in body) return c.json(await auth.tokens.renew(body.refresh));
      const caller = await callerOf(c, deps);
      return c.json(await auth.tokens.start(await auth.signIn.check(body, caller), caller));
    })
    .post("/ticket", signedIn(deps), async (c) => {
      return c.json(await auth.tickets.issue(c.get("session").id));
    });
}
