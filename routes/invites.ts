import { Hono } from "hono";
import { hashToken, randomToken } from "../lib/auth/random_token.ts";
import { roomRequestSchemas } from "../lib/protocol/room_requests.ts";
import type { Invite } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";

const HOUR_IN_MS = 60 * 60 * 1_000;

/** A room's invites, for those who may make them. A code is told once, to whoever made it. */
export function roomInviteRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { invites } = deps.chat;
  return new Hono<RouteEnv>()
    .use(requireAccount(deps))
    .get("/:room/invites", async (c) => {
      const found = await invites.list(c.get("account"), c.req.param("room"));
      return c.json({ invites: found.map(inviteView) });
    })
    .post("/:room/invites", async (c) => {
      const { hours, uses } = await readBody(c, roomRequestSchemas.invite);
      const code = randomToken();
      const terms = {
        expiresAt: Date.now() + hours * HOUR_IN_MS,
        ...(uses === undefined ? {} : { uses }),
      };
      const hash = await hashToken(code);
      const invite = await invites.create(c.get("account"), c.req.param("room"), hash, terms);
      return c.json({ invite: inviteView(invite), path: `/join#${code}` }, 201);
    })
    .delete("/:room/invites/:invite", async (c) => {
      const { room, invite } = c.req.param();
      await invites.revoke(c.get("account"), room, invite);
      return c.body(null, 204);
    });
}

/** What a code opens. Anyone who holds one may look; coming in needs a session. Codes stay out of addresses. */
export function inviteRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { invites } = deps.chat;
  const read = async (c: RouteContext) =>
    await hashToken((await readBody(c, roomRequestSchemas.code)).code);
  return new Hono<RouteEnv>()
    .post("/preview", async (c) => c.json({ room: await invites.preview(await read(c)) }))
    .post("/accept", requireAccount(deps), async (c) => {
      return c.json({ room: await invites.accept(c.get("account"), await read(c)) });
    });
}

function inviteView({ id, by, createdAt, expiresAt, uses, used }: Invite) {
  return {
    id,
    by,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    used,
    ...(uses === undefined ? {} : { uses }),
  };
}
