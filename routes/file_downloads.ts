import { Hono } from "hono";
import { contentDisposition } from "../lib/files/metadata/filenames.ts";
import { type ByteRange, parseRangeHeader } from "../lib/files/byte_ranges.ts";
import {
  type Download,
  fileDownload,
  requireReadableFile,
  thumbnailDownload,
} from "../lib/files/downloads.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { notFoundResponse } from "./http/error_response.ts";
import { requireAccount } from "./middleware/auth.ts";

/** Whatever a file holds, it is a page of nowhere and may load and run nothing. */
export const FILE_SANDBOX_CSP = "sandbox; default-src 'none'";

/** The content of files, for those who may read their messages. */
export function fileRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { store, chat } = deps;
  const mayRead = chat.rooms.mayRead.bind(chat.rooms);
  const find = (c: RouteContext) =>
    requireReadableFile({ store, mayRead }, c.get("account"), c.req.param("id") ?? "");
  const authenticated = requireAccount(deps);
  return new Hono<RouteEnv>()
    .get("/:id", authenticated, async (c) => await sendFile(c, deps, fileDownload(await find(c))))
    .get(
      "/:id/thumb",
      authenticated,
      async (c) => await sendFile(c, deps, thumbnailDownload(await find(c))),
    );
}

async function sendFile(
  c: RouteContext,
  { files: { blobs } }: Pick<RouteDeps, "files">,
  download: Download,
) {
  const tag = `"${download.blob.slice(0, 32)}"`;
  c.header("ETag", tag);
  // Kept by its reader's browser alone, which asks each time whether it may still be read. A proxy that
  // compressed it would break its ranges and its tag.
  c.header("Cache-Control", "private, no-cache, no-transform");
  if (matchesEtag(c.req.header("if-none-match"), tag)) return c.body(null, 304);
  const { size } = download;
  const range = size === undefined ? undefined : requestedRange(c, tag, size);
  if (range === "none") {
    c.header("Content-Range", `bytes */${size}`);
    return c.body(null, 416);
  }
  const isHead = c.req.method === "HEAD";
  const content = isHead ? null : await blobs.openBlob(download.blob, range);
  if (content === undefined) return notFoundResponse(c);
  setFileHeaders(c, download, range);
  const status = range ? 206 : 200;
  return content ? c.body(content, status) : c.body(null, status);
}

function setFileHeaders(
  c: RouteContext,
  { name, type, size, inline }: Download,
  range?: ByteRange,
): void {
  const download = c.req.query("download") !== undefined;
  c.header("Content-Type", type);
  c.header("Content-Disposition", contentDisposition(name, inline && !download));
  if (size === undefined) return;
  c.header("Accept-Ranges", "bytes");
  c.header("Content-Length", String(range ? range.end - range.start + 1 : size));
  if (range) c.header("Content-Range", `bytes ${range.start}-${range.end}/${size}`);
}

/** The range that counts: with If-Range, only while the content is the one that it names. */
function requestedRange(c: RouteContext, tag: string, size: number) {
  const condition = c.req.header("if-range");
  if (condition !== undefined && condition !== tag) return undefined;
  return parseRangeHeader(c.req.header("range"), size);
}

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function matchesEtag(header: string | undefined, tag: string): boolean {
  const tags = header?.split(",").map((one) => one.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(tag) || tags.includes("*");
}
