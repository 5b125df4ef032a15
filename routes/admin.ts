import { Hono } from "hono";
import { accountQuery, auditQuery, requestSchemas } from "../lib/protocol/requests.ts";
import type { Account } from "../lib/store/store.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAdmin } from "./middleware/auth.ts";

/** What admins see and do: accounts, settings, the audit log. */
export function adminRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { auth: { accountAdmin: admin, accessSettings: settings }, chat, connections } = deps;
  const publishChange = async (c: RouteContext, id: string) => {
    const account = await admin.getAccount(id);
    chat.people.onAccountChanged(account);
    await connections.recheck();
    return c.json({ account: accountView(account) });
  };
  const settingsView = async () => ({ ...await settings.read(), fixed: settings.overriddenNames });
  return new Hono<RouteEnv>()
    .use(requireAdmin(deps))
    .get("/accounts", async (c) => {
      const { items, hasMore: more } = await admin.listAccounts(readQuery(c, accountQuery));
      return c.json({ accounts: items.map(accountView), more });
    })
    .patch("/accounts/:id", async (c) => {
      const { role, disabled } = await readBody(c, requestSchemas.account);
      const [by, id] = [c.get("account").id, c.req.param("id")];
      if (role !== undefined) await admin.setRole(by, id, role);
      if (disabled !== undefined) await admin.setDisabled(by, id, disabled);
      return publishChange(c, id);
    })
    .delete("/accounts/:id", async (c) => {
      const id = c.req.param("id");
      await admin.deleteAccount(c.get("account").id, id);
      chat.people.onAccountDeleted(id);
      await connections.recheck();
      return c.body(null, 204);
    })
    .post("/accounts/:id/reset", async (c) => {
      const token = await admin.createResetLink(c.get("account").id, c.req.param("id"));
      return c.json({ path: `/reset#${token}` }, 201);
    })
    .get("/settings", async (c) => c.json(await settingsView()))
    .put("/settings", async (c) => {
      await settings.write(c.get("account"), await readBody(c, requestSchemas.settings));
      return c.json(await settingsView());
    })
    .get("/audit", async (c) => {
      const { items, hasMore: more } = await admin.readAuditLog(readQuery(c, auditQuery).before);
      const entries = items.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
      return c.json({ entries, more });
    });
}

function accountView({ id, name, role, username, createdAt, disabled, seenAt }: Account) {
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
