import { Hono } from "hono";
import { pageQuery, placeParam } from "../lib/protocol/requests.ts";
import { roomBodies } from "../lib/protocol/room_requests.ts";
import { check, readBody, readQuery } from "./http/request_body.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";

/** What became of messages: edits, pins, threads, what one saved and read. */
export function conversation(deps: Deps): Hono<Env> {
  const { conversation, reading } = deps.chat;
  const known = signedIn(deps);
  const save = async (c: Ctx, on: boolean) => {
    const { room, seq } = placeOf(c);
    await reading.save(c.get("account"), room, seq, on);
    return c.body(null, 204);
  };
  return new Hono<Env>()
    .get("/rooms/:room/messages/:seq/edits", known, async (c) => {
      const { room, seq } = placeOf(c);
      const { after, limit } = readQuery(c, pageQuery);
      return c.json(await conversation.edits(c.get("account"), room, seq, { after, limit }));
    })
    .get("/rooms/:room/messages/:seq/reactions/own", known, async (c) => {
      const { room, seq } = placeOf(c);
      return c.json({ emoji: await conversation.ownReactions(c.get("account"), room, seq) });
    })
    .get("/rooms/:room/saved", known, async (c) => {
      return c.json({ seqs: await reading.savedIn(c.get("account"), c.req.param("room")) });
    })
    .get("/rooms/:room/pins", known, async (c) => {
      return c.json({ messages: await conversation.pins(c.get("account"), c.req.param("room")) });
    })
    .get("/rooms/:room/threads", known, async (c) => {
      return c.json(await reading.threads(c.get("account"), c.req.param("room")));
    })
    .get("/rooms/:room/threads/:seq", known, async (c) => {
      const { room, seq } = placeOf(c);
      const { before, limit } = readQuery(c, pageQuery);
      return c.json(await conversation.thread(c.get("account"), room, seq, { before, limit }));
    })
    .put("/rooms/:room/level", known, async (c) => {
      const { level } = await readBody(c, roomBodies.level);
      await reading.setLevel(c.get("account"), c.req.param("room"), level);
      return c.body(null, 204);
    })
    .get("/saved", known, async (c) => {
      const { before } = readQuery(c, pageQuery);
      return c.json(await reading.saved(c.get("account"), before));
    })
    .put("/saved/:room/:seq", known, (c) => save(c, true))
    .delete("/saved/:room/:seq", known, (c) => save(c, false));
}

function placeOf(c: Ctx): { room: string; seq: number } {
  const { seq } = check(placeParam, { seq: c.req.param("seq") });
  return { room: c.req.param("room") ?? "", seq };
}
