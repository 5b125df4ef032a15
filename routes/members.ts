import { Hono } from "hono";
import { peopleQuery, roomRequestSchemas } from "../lib/protocol/room_requests.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";
import { nextPeoplePage, peopleListOptions } from "./http/people_page.ts";

/** Who is in a room, and what may be done to them. */
export function memberRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { members, people } = deps.chat;
  return new Hono<RouteEnv>()
    .use(requireAccount(deps))
    .get("/:room/members", async (c) => {
      const options = peopleListOptions(readQuery(c, peopleQuery));
      const found = await members.list(c.get("account"), c.req.param("room"), options);
      const view = found.map((one) => ({ ...people.view(one), roomRole: one.roomRole }));
      return c.json({ members: view, ...nextPeoplePage(found, options.limit) });
    })
    .patch("/:room/members/:account", async (c) => {
      const { role } = await readBody(c, roomRequestSchemas.role);
      const { room, account } = c.req.param();
      await members.setRole(c.get("account"), room, account, role);
      return c.body(null, 204);
    })
    .delete("/:room/members/:account", async (c) => {
      const { room, account } = c.req.param();
      await members.remove(c.get("account"), room, account);
      return c.body(null, 204);
    })
    .put("/:room/mutes/:account", async (c) => {
      const { minutes } = await readBody(c, roomRequestSchemas.mute);
      const { room, account } = c.req.param();
      await members.mute(c.get("account"), room, account, minutes);
      return c.body(null, 204);
    })
    .get("/:room/bans", async (c) => {
      const bans = await members.listBans(c.get("account"), c.req.param("room"));
      return c.json({ bans: bans.map((one) => people.view(one)) });
    })
    .put("/:room/bans/:account", async (c) => {
      const { room, account } = c.req.param();
      await members.ban(c.get("account"), room, account);
      return c.body(null, 204);
    })
    .delete("/:room/bans/:account", async (c) => {
      const { room, account } = c.req.param();
      await members.liftBan(c.get("account"), room, account);
      return c.body(null, 204);
    });
}
