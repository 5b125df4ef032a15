import { Hono } from "hono";
import { peopleQuery, roomRequestSchemas } from "../lib/protocol/room_requests.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";
import { nextPeoplePage, peopleListOptions } from "./http/people_page.ts";

/** People to write to, direct rooms, and blocks. */
export function peopleRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { people } = deps.chat;
  const authenticated = requireAccount(deps);
  return new Hono<RouteEnv>()
    .get("/people", authenticated, async (c) => {
      const options = peopleListOptions(readQuery(c, peopleQuery));
      const found = await people.list(c.get("account"), options);
      const view = found.map((one) => people.view(one));
      return c.json({ people: view, ...nextPeoplePage(found, options.limit) });
    })
    .post("/direct", authenticated, async (c) => {
      const body = await readBody(c, roomRequestSchemas.direct);
      return c.json({ room: await people.openDirectRoom(c.get("account"), body.people) });
    })
    .get("/blocks", authenticated, async (c) => {
      const blocked = await people.listBlocked(c.get("account"));
      return c.json({
        blocks: blocked.map(({ id }) => id),
        people: blocked.map((one) => people.view(one)),
      });
    })
    .put("/blocks/:account", authenticated, async (c) => {
      await people.setBlocked(c.get("account"), c.req.param("account"), true);
      return c.body(null, 204);
    })
    .delete("/blocks/:account", authenticated, async (c) => {
      await people.setBlocked(c.get("account"), c.req.param("account"), false);
      return c.body(null, 204);
    });
}
