import { Hono } from "hono";
import { historyPageQuery } from "../lib/protocol/requests.ts";
import { roomRequestSchemas, roomsQuery } from "../lib/protocol/room_requests.ts";
import { readBody, readQuery } from "./http/request_body.ts";
import type { RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";

/** Rooms, and the pages of their history. */
export function roomRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { rooms, posting: messages, messageEditor: conversation } = deps.chat;
  return new Hono<RouteEnv>()
    .use(requireAccount(deps))
    .get("/", async (c) => {
      const { mine: isOwn, direct: withDirect, ...options } = readQuery(c, roomsQuery);
      return c.json(
        await rooms.listPage(c.get("account"), { isJoined: isOwn, withDirect, ...options }),
      );
    })
    .post("/", async (c) => {
      const body = await readBody(c, roomRequestSchemas.room);
      return c.json({ room: await rooms.create(c.get("account"), body) }, 201);
    })
    .get("/:room", async (c) => {
      return c.json({ room: await rooms.view(c.get("account"), c.req.param("room")) });
    })
    .patch("/:room", async (c) => {
      const changes = await readBody(c, roomRequestSchemas.changes);
      return c.json({ room: await rooms.update(c.get("account"), c.req.param("room"), changes) });
    })
    .delete("/:room", async (c) => {
      await rooms.delete(c.get("account"), c.req.param("room"));
      return c.body(null, 204);
    })
    .post("/:room/join", async (c) => {
      const { id } = await rooms.ensureMember(c.get("account"), c.req.param("room"));
      return c.json({ room: await rooms.view(c.get("account"), id) });
    })
    .post("/:room/leave", async (c) => {
      await rooms.leave(c.get("account"), c.req.param("room"));
      return c.body(null, 204);
    })
    .post("/:room/hide", async (c) => {
      await rooms.hide(c.get("account"), c.req.param("room"));
      return c.body(null, 204);
    })
    .get("/:room/messages", async (c) => {
      const { before, after, around, limit } = readQuery(c, historyPageQuery);
      const room = c.req.param("room");
      const account = c.get("account");
      return c.json(
        around === undefined && after === undefined
          ? await messages.readHistory(account, { room, before, limit })
          : await conversation.readPage(account, room, { around, after, limit }),
      );
    });
}
