import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";
import type { Ctx, Env } from "../http/context.ts";

/** Bytes of JSON from which compressing saves more than it costs. */
const JSON_MIN_BYTES = 1_024;

/** Bodies that may be long, are asked for in ranges, or are none. */
const STREAMED = /^\/(ws|api\/files|api\/uploads)(\/|$)/;

/**
 * Compresses JSON, and tells the length of every body. HEAD is answered like GET up to here, so that it
 * tells the same; the body is dropped at the end.
 *
 * Sizes cannot give a secret away (BREACH): tokens, tickets and links are told in answers to POST alone,
 * and what another site made a browser ask for stays as it is.
 */
export function compression() {
  const compressed = compress({
    threshold: JSON_MIN_BYTES,
    contentTypeFilter: /^application\/json/,
  });
  return createMiddleware<Env>(async (c, next) => {
    if (STREAMED.test(c.req.path)) return await next();
    const answer = async () => {
      await next();
      await measure(c);
    };
    if (c.req.method === "HEAD") c.req.raw = new Request(c.req.raw, { method: "GET" });
    if (c.req.method !== "GET" || isForeign(c)) return await answer();
    await compressed(c, answer);
    await measure(c);
  });
}

/** Whether a page of another site, or a link in one, caused the request. */
function isForeign({ req }: Ctx): boolean {
  return !["same-origin", "none"].includes(req.header("sec-fetch-site") ?? "none");
}

async function measure(c: Ctx): Promise<void> {
  if (!c.res.body || c.res.headers.has("Content-Length")) return;
  const { res } = c;
  const body = await res.bytes();
  res.headers.set("Content-Length", String(body.length));
  // Else all headers would be copied once more, from the answer that is replaced.
  c.res = undefined;
  c.res = new Response(body, res);
}
