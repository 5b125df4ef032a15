import { Hono } from "hono";
import { requestSchemas } from "../lib/protocol/requests.ts";
import { readBody } from "./http/request_body.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import {
  findIdentity,
  logSignIn,
  requestOrigin,
  requireAccount,
  setDeviceCookie,
} from "./middleware/auth.ts";

/** Tokens for programs, and tickets for sockets that can send no header. */
export function tokenRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { auth } = deps;
  return new Hono<RouteEnv>()
    .post("/token", async (c) => {
      const body = await readBody(c, requestSchemas.token);
      if ("refresh" in body) return c.json(await auth.programTokens.renew(body.refresh));
      const caller = await requestOrigin(c, deps);
      const identity = caller.identity ?? await findIdentity(c, deps);
      const account = await auth.passwordSignIn.verifyCredentials(body, { ...caller, identity });
      logSignIn(c, account, deps);
      await setDeviceCookie(c, account, deps);
      return c.json(await auth.programTokens.startSession(account, caller));
    })
    .post("/ticket", requireAccount(deps), async (c) => {
      return c.json(await auth.socketTickets.issue(c.get("session").id));
    });
}
