import { Hono } from "hono";
import { accountQuery, auditQuery, bodies } from "../lib/protocol/requests.ts";
import type { Account } from "../lib/store/store.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { adminOnly } from "./middleware/auth.ts";

/** What admins see and do: accounts, settings, the audit log. */
export function admin(deps: Deps): Hono<Env> {
  const { auth: { admin, settings }, chat, connections } = deps;
  const changed = async (c: Ctx, id: string) => {
    const account = await admin.find(id);
    chat.people.changed(account);
    await connections.recheck();
    return c.json({ account: view(account) });
  };
  const settingsView = async () => ({ ...await settings.read(), fixed: settings.fixed });
  return new Hono<Env>()
    .use(adminOnly(deps))
    .get("/accounts", async (c) => {
      const { items, more } = await admin.list(readQuery(c, accountQuery));
      return c.json({ accounts: items.map(view), more });
    })
    .patch("/accounts/:id", async (c) => {
      const { role, disabled } = await readBody(c, bodies.account);
      const [by, id] = [c.get("account").id, c.req.param("id")];
      if (role !== undefined) await admin.setRole(by, id, role);
      if (disabled !== undefined) await admin.setDisabled(by, id, disabled);
      return changed(c, id);
    })
    .delete("/accounts/:id", async (c) => {
      const id = c.req.param("id");
      await admin.delete(c.get("account").id, id);
      chat.people.gone(id);
      await connections.recheck();
      return c.body(null, 204);
    })
    .post("/accounts/:id/reset", async (c) => {
      const token = await admin.createResetLink(c.get("account").id, c.req.param("id"));
      return c.json({ path: `/reset#${token}` }, 201);
    })
    .get("/settings", async (c) => c.json(await settingsView()))
    .put("/settings", async (c) => {
      await settings.write(c.get("account"), await readBody(c, bodies.settings));
      return c.json(await settingsView());
    })
    .get("/audit", async (c) => {
      const { items, more } = await admin.audit(readQuery(c, auditQuery).before);
      const entries = items.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
      return c.json({ entries, more });
    });
}

function view({ id, name, role, username, createdAt, disabled, seenAt }: Account) {
  return {
    id,
    name,
    role,
    guest: username === undefined,
    disabled,
    createdAt: new Date(createdAt).toISOString(),
    ...(username === undefined ? {} : { username }),
    ...(seenAt === undefined ? {} : { seenAt: new Date(seenAt).toISOString() }),
  };
}
