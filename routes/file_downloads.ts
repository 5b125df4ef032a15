import { Hono } from "hono";
import { disposition } from "../lib/files/metadata/filenames.ts";
import { type Range, rangeOf } from "../lib/files/byte_ranges.ts";
import { contentOf, findFor, type Served, thumbOf } from "../lib/files/downloads.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { notFound } from "./http/error_response.ts";
import { signedIn } from "./middleware/auth.ts";

/** Whatever a file holds, it is a page of nowhere and may load and run nothing. */
export const SANDBOX = "sandbox; default-src 'none'";

/** The content of files, for those who may read their messages. */
export function files(deps: Deps): Hono<Env> {
  const { store, chat } = deps;
  const mayRead = chat.rooms.mayRead.bind(chat.rooms);
  const find = (c: Ctx) => findFor({ store, mayRead }, c.get("account"), c.req.param("id") ?? "");
  const known = signedIn(deps);
  return new Hono<Env>()
    .get("/:id", known, async (c) => await serve(c, deps, contentOf(await find(c))))
    .get("/:id/thumb", known, async (c) => await serve(c, deps, thumbOf(await find(c))));
}

async function serve(c: Ctx, { files: { blobs } }: Pick<Deps, "files">, served: Served) {
  const tag = `"${served.blob.slice(0, 32)}"`;
  c.header("ETag", tag);
  // Kept by its reader's browser alone, which asks each time whether it may still be read. A proxy that
  // compressed it would break its ranges and its tag.
  c.header("Cache-Control", "private, no-cache, no-transform");
  if (matches(c.req.header("if-none-match"), tag)) return c.body(null, 304);
  const { size } = served;
  const range = size === undefined ? undefined : askedRange(c, tag, size);
  if (range === "none") {
    c.header("Content-Range", `bytes */${size}`);
    return c.body(null, 416);
  }
  const isHead = c.req.method === "HEAD";
  const content = isHead ? null : await blobs.open(served.blob, range);
  if (content === undefined) return notFound(c);
  describe(c, served, range);
  const status = range ? 206 : 200;
  return content ? c.body(content, status) : c.body(null, status);
}

function describe(c: Ctx, { name, type, size, inline }: Served, range?: Range): void {
  const download = c.req.query("download") !== undefined;
  c.header("Content-Type", type);
  c.header("Content-Disposition", disposition(name, inline && !download));
  if (size === undefined) return;
  c.header("Accept-Ranges", "bytes");
  c.header("Content-Length", String(range ? range.end - range.start + 1 : size));
  if (range) c.header("Content-Range", `bytes ${range.start}-${range.end}/${size}`);
}

/** The range that counts: with If-Range, only while the content is the one that it names. */
function askedRange(c: Ctx, tag: string, size: number) {
  const condition = c.req.header("if-range");
  if (condition !== undefined && condition !== tag) return undefined;
  return rangeOf(c.req.header("range"), size);
}

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function matches(header: string | undefined, tag: string): boolean {
  const tags = header?.split(",").map((one) => one.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(tag) || tags.includes("*");
}
