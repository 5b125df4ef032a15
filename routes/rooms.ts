import { Hono } from "hono";
import { bodies, pageQuery } from "../lib/protocol/bodies.ts";
import { readBody, readQuery } from "./body.ts";
import type { Deps, Env } from "./context.ts";
import { signedIn } from "./guard.ts";

/** Rooms, and the pages of their history. */
export function rooms(deps: Deps): Hono<Env> {
  const { chat } = deps;
  return new Hono<Env>()
    .use(signedIn(deps))
    .get("/", (c) => c.json({ rooms: chat.rooms.list(c.get("account")) }))
    .post("/", async (c) => {
      const { name } = await readBody(c, bodies.room);
      return c.json({ room: await chat.rooms.create(c.get("account"), name) }, 201);
    })
    .get("/:room", (c) => c.json({ room: chat.rooms.view(c.get("account"), c.req.param("room")) }))
    .get("/:room/messages", async (c) => {
      const { before, limit } = readQuery(c, pageQuery);
      const room = c.req.param("room");
      return c.json(await chat.messages.history(c.get("account"), { room, before, limit }));
    });
}
