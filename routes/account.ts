import { Hono } from "hono";
import type { Who } from "../lib/auth/sessions.ts";
import { selfOf } from "../lib/chat/fanout/serialize.ts";
import { bodies } from "../lib/protocol/requests.ts";
import { Refused } from "../lib/protocol/chat_error.ts";
import type { Session } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { callerOf, setDevice, setSession, signedIn } from "./middleware/auth.ts";

/** One's own account: its name, its password, and where it is signed in. */
export function account(deps: Deps): Hono<Env> {
  const { auth, chat, connections } = deps;
  const known = signedIn(deps);
  return new Hono<Env>()
    .patch("/account", known, async (c) => {
      const { name } = await readBody(c, bodies.profile);
      const account = await auth.accounts.rename(c.get("account"), name);
      chat.people.changed(account);
      await connections.recheck();
      return c.json({ account: selfOf(account) });
    })
    .put("/account/password", known, async (c) => {
      const body = await readBody(c, bodies.password);
      const caller = await callerOf(c, deps);
      const started = await auth.signIn.changePassword(whoOf(c), body, caller);
      if (started) {
        setSession(c, started.secret, deps);
        await setDevice(c, started.account, deps);
      }
      await connections.recheck();
      return c.body(null, 204);
    })
    .get("/sessions", known, async (c) => {
      const { account, session } = whoOf(c);
      const sessions = await auth.sessions.list(account.id);
      return c.json({ sessions: sessions.map((one) => view(one, session.id)) });
    })
    .delete("/sessions", known, async (c) => {
      await auth.sessions.endOthers(whoOf(c));
      await connections.recheck();
      return c.body(null, 204);
    })
    .delete("/sessions/:id", known, async (c) => {
      if (!await auth.sessions.end(c.get("account").id, c.req.param("id"))) {
        throw new Refused("no_session");
      }
      await connections.recheck();
      return c.body(null, 204);
    });
}

function whoOf(c: Ctx): Who {
  return { account: c.get("account"), session: c.get("session") };
}

function view({ id, kind, agent, createdAt, seenAt }: Session, current: string) {
  return {
    id,
    kind,
    agent,
    createdAt: new Date(createdAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
    current: id === current,
  };
}
