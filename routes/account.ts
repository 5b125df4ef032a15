import { Hono } from "hono";
import type { Identity } from "../lib/auth/sessions.ts";
import { toOwnAccount } from "../lib/chat/fanout/serialize.ts";
import { requestSchemas } from "../lib/protocol/requests.ts";
import { ChatError } from "../lib/protocol/chat_error.ts";
import type { StoredSession } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import {
  requestOrigin,
  requireAccount,
  setDeviceCookie,
  setSessionCookie,
} from "./middleware/auth.ts";

/** One's own account: its name, its password, and where it is signed in. */
export function accountRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { auth, chat, connections } = deps;
  const authenticated = requireAccount(deps);
  return new Hono<RouteEnv>()
    .patch("/account", authenticated, async (c) => {
      const { name } = await readBody(c, requestSchemas.profile);
      const account = await auth.accounts.rename(c.get("account"), name);
      chat.people.onAccountChanged(account);
      await connections.recheck();
      return c.json({ account: toOwnAccount(account) });
    })
    .put("/account/password", authenticated, async (c) => {
      const body = await readBody(c, requestSchemas.password);
      const caller = await requestOrigin(c, deps);
      const started = await auth.passwordSignIn.changePassword(identityOf(c), body, caller);
      if (started) {
        setSessionCookie(c, started.secret, deps);
        await setDeviceCookie(c, started.account, deps);
      }
      await connections.recheck();
      return c.body(null, 204);
    })
    .get("/sessions", authenticated, async (c) => {
      const { account, session } = identityOf(c);
      const sessions = await auth.sessions.listForAccount(account.id);
      return c.json({ sessions: sessions.map((one) => sessionView(one, session.id)) });
    })
    .delete("/sessions", authenticated, async (c) => {
      await auth.sessions.endOthers(identityOf(c));
      await connections.recheck();
      return c.body(null, 204);
    })
    .delete("/sessions/:id", authenticated, async (c) => {
      if (!await auth.sessions.endById(c.get("account").id, c.req.param("id"))) {
        throw new ChatError("no_session");
      }
      await connections.recheck();
      return c.body(null, 204);
    });
}

function identityOf(c: RouteContext): Identity {
  return { account: c.get("account"), session: c.get("session") };
}

function sessionView({ id, kind, agent, createdAt, seenAt }: StoredSession, current: string) {
  return {
    id,
    kind,
    agent,
    createdAt: new Date(createdAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    current: id === current,
  };
}
