import { Hono } from "hono";
import { historyPageQuery, seqParam } from "../lib/protocol/requests.ts";
import { roomRequestSchemas } from "../lib/protocol/room_requests.ts";
import { parseInput, readBody, readQuery } from "./http/request_body.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";

/** What became of messages: edits, pins, threads, what one saved and read. */
export function messageRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { messageEditor: conversation, readMarkers: reading } = deps.chat;
  const authenticated = requireAccount(deps);
  const save = async (c: RouteContext, on: boolean) => {
    const { room, seq } = messageRef(c);
    await reading.setBookmark(c.get("account"), room, seq, on);
    return c.body(null, 204);
  };
  return new Hono<RouteEnv>()
    .get("/rooms/:room/messages/:seq/edits", authenticated, async (c) => {
      const { room, seq } = messageRef(c);
      const { after, limit } = readQuery(c, historyPageQuery);
      return c.json(await conversation.listEdits(c.get("account"), room, seq, { after, limit }));
    })
    .get("/rooms/:room/messages/:seq/reactions/own", authenticated, async (c) => {
      const { room, seq } = messageRef(c);
      return c.json({ emoji: await conversation.ownReactions(c.get("account"), room, seq) });
    })
    .get("/rooms/:room/saved", authenticated, async (c) => {
      return c.json({ seqs: await reading.bookmarksIn(c.get("account"), c.req.param("room")) });
    })
    .get("/rooms/:room/pins", authenticated, async (c) => {
      return c.json({
        messages: await conversation.listPins(c.get("account"), c.req.param("room")),
      });
    })
    .get("/rooms/:room/threads", authenticated, async (c) => {
      return c.json(await reading.readThreads(c.get("account"), c.req.param("room")));
    })
    .get("/rooms/:room/threads/:seq", authenticated, async (c) => {
      const { room, seq } = messageRef(c);
      const { before, limit } = readQuery(c, historyPageQuery);
      return c.json(await conversation.readThread(c.get("account"), room, seq, { before, limit }));
    })
    .put("/rooms/:room/level", authenticated, async (c) => {
      const { level } = await readBody(c, roomRequestSchemas.level);
      await reading.setNotificationLevel(c.get("account"), c.req.param("room"), level);
      return c.body(null, 204);
    })
    .get("/saved", authenticated, async (c) => {
      const { before } = readQuery(c, historyPageQuery);
      return c.json(await reading.listBookmarks(c.get("account"), before));
    })
    .put("/saved/:room/:seq", authenticated, (c) => save(c, true))
    .delete("/saved/:room/:seq", authenticated, (c) => save(c, false));
}

function messageRef(c: RouteContext): { room: string; seq: number } {
  const { seq } = parseInput(seqParam, { seq: c.req.param("seq") });
  return { room: c.req.param("room") ?? "", seq };
}
