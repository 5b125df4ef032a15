import { Hono } from "hono";
import { hashSecret, newSecret } from "../lib/auth/random_token.ts";
import { roomBodies } from "../lib/protocol/room_requests.ts";
import type { Invite } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";

const HOUR = 60 * 60 * 1_000;

/** A room's invites, for those who may make them. A code is told once, to whoever made it. */
export function roomInvites(deps: Deps): Hono<Env> {
  const { invites } = deps.chat;
  return new Hono<Env>()
    .use(signedIn(deps))
    .get("/:room/invites", async (c) => {
      const found = await invites.list(c.get("account"), c.req.param("room"));
      return c.json({ invites: found.map(view) });
    })
    .post("/:room/invites", async (c) => {
      const { hours, uses } = await readBody(c, roomBodies.invite);
      const code = newSecret();
      const terms = {
        expiresAt: Date.now() + hours * HOUR,
        ...(uses === undefined ? {} : { uses }),
      };
      const hash = await hashSecret(code);
      const invite = await invites.create(c.get("account"), c.req.param("room"), hash, terms);
      return c.json({ invite: view(invite), path: `/join#${code}` }, 201);
    })
    .delete("/:room/invites/:invite", async (c) => {
      const { room, invite } = c.req.param();
      await invites.revoke(c.get("account"), room, invite);
      return c.body(null, 204);
    });
}

/** What a code opens. Anyone who holds one may look; coming in needs a session. Codes stay out of addresses. */
export function invites(deps: Deps): Hono<Env> {
  const { invites } = deps.chat;
  const read = async (c: Ctx) => await hashSecret((await readBody(c, roomBodies.code)).code);
  return new Hono<Env>()
    .post("/preview", async (c) => c.json({ room: await invites.preview(await read(c)) }))
    .post("/accept", signedIn(deps), async (c) => {
      return c.json({ room: await invites.accept(c.get("account"), await read(c)) });
    });
}

function view({ id, by, createdAt, expiresAt, uses, used }: Invite) {
  return {
    id,
    by,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    used,
    ...(uses === undefined ? {} : { uses }),
  };
}
