import { Hono } from "hono";
import { bodies } from "../lib/protocol/requests.ts";
import { readBody } from "./http/request_body.ts";
import type { Deps, Env } from "./http/context.ts";
import { callerOf, logSignIn, setDevice, signedIn, whoIs } from "./middleware/auth.ts";

/** Tokens for programs, and tickets for sockets that can send no header. */
export function token(deps: Deps): Hono<Env> {
  const { auth } = deps;
  return new Hono<Env>()
    .post("/token", async (c) => {
      const body = await readBody(c, bodies.token);
      if ("refresh" in body) return c.json(await auth.tokens.renew(body.refresh));
      const caller = await callerOf(c, deps);
      const who = caller.who ?? await whoIs(c, deps);
      const account = await auth.signIn.check(body, { ...caller, who });
      logSignIn(c, account, deps);
      await setDevice(c, account, deps);
      return c.json(await auth.tokens.start(account, caller));
    })
    .post("/ticket", signedIn(deps), async (c) => {
      return c.json(await auth.tickets.issue(c.get("session").id));
    });
}
