import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";
import type { RouteContext, RouteEnv } from "../http/context.ts";

/** Bytes of JSON from which compressing saves more than it costs. */
const COMPRESSION_MIN_BYTES = 1_024;

/** Bodies that may be long, are asked for in ranges, or are none. */
const STREAMED_PATHS = /^\/(ws|api\/files|api\/uploads)(\/|$)/;

/**
 * Compresses JSON, and tells the length of every body. HEAD is answered like GET up to here, so that it
 * tells the same; the body is dropped at the end.
 *
 * Sizes cannot give a secret away (BREACH): tokens, tickets and links are told in answers to POST alone,
 * and what another site made a browser ask for stays as it is.
 */
export function compression() {
  const compressed = compress({
    threshold: COMPRESSION_MIN_BYTES,
    contentTypeFilter: /^application\/json/,
  });
  return createMiddleware<RouteEnv>(async (c, next) => {
    if (STREAMED_PATHS.test(c.req.path)) return await next();
    const respond = async () => {
      await next();
      await setContentLength(c);
    };
    if (c.req.method === "HEAD") c.req.raw = new Request(c.req.raw, { method: "GET" });
    if (c.req.method !== "GET" || isCrossSite(c)) return await respond();
    await compressed(c, respond);
    await setContentLength(c);
  });
}

/** Whether a page of another site, or a link in one, caused the request. */
function isCrossSite({ req }: RouteContext): boolean {
  return !["same-origin", "none"].includes(req.header("sec-fetch-site") ?? "none");
}

async function setContentLength(c: RouteContext): Promise<void> {
  if (!c.res.body || c.res.headers.has("Content-Length")) return;
  const { res } = c;
  const body = await res.bytes();
  res.headers.set("Content-Length", String(body.length));
  // Else all headers would be copied once more, from the answer that is replaced.
  c.res = undefined;
  c.res = new Response(body, res);
}
