import { Hono } from "hono";
import { peopleQuery, roomBodies } from "../lib/protocol/room_requests.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";
import { listOptions, nextOf } from "./http/people_page.ts";

/** People to write to, direct rooms, and blocks. */
export function people(deps: Deps): Hono<Env> {
  const { people } = deps.chat;
  const known = signedIn(deps);
  return new Hono<Env>()
    .get("/people", known, async (c) => {
      const options = listOptions(readQuery(c, peopleQuery));
      const found = await people.list(c.get("account"), options);
      const view = found.map((one) => people.view(one));
      return c.json({ people: view, ...nextOf(found, options.limit) });
    })
    .post("/direct", known, async (c) => {
      const body = await readBody(c, roomBodies.direct);
      return c.json({ room: await people.direct(c.get("account"), body.people) });
    })
    .get("/blocks", known, async (c) => {
      const blocked = await people.blocked(c.get("account"));
      return c.json({
        blocks: blocked.map(({ id }) => id),
        people: blocked.map((one) => people.view(one)),
      });
    })
    .put("/blocks/:account", known, async (c) => {
      await people.block(c.get("account"), c.req.param("account"), true);
      return c.body(null, 204);
    })
    .delete("/blocks/:account", known, async (c) => {
      await people.block(c.get("account"), c.req.param("account"), false);
      return c.body(null, 204);
    });
}
