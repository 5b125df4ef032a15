import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { ChatError } from "../lib/protocol/chat_error.ts";
import type { SentFile } from "../lib/protocol/model.ts";
import type { StoredFile } from "../lib/store/store.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { requireAccount } from "./middleware/auth.ts";

/** The version of tus that is spoken: https://tus.io/protocols/resumable-upload */
const TUS_VERSION = "1.0.0";
const TUS_EXTENSIONS = "creation,termination,expiration";
/** A media type, without its parameters. */
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/;
const UPLOAD_PART_TYPE = "application/offset+octet-stream";

/**
 * Uploads, in parts that can be resumed, as the tus protocol has them. Beside it, `GET` tells what may be
 * sent, and what became of an upload when all of it is there.
 */
export function uploadRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { uploads } = deps.files;
  const authenticated = requireAccount(deps);
  return new Hono<RouteEnv>()
    .use(async (c, next) => {
      await next();
      c.header("Tus-Resumable", TUS_VERSION);
    })
    .options("/", (c) => tusOptions(c, deps))
    .get(
      "/",
      authenticated,
      async (c) => c.json({ limits: await uploads.allowance(c.get("account")) }),
    )
    .post("/", authenticated, requireTus, async (c) => {
      const length = byteCountHeader(c, "Upload-Length");
      const { filename = "", filetype = "" } = parseUploadMetadata(c.req.header("upload-metadata"));
      const announced = { length, name: filename, claimed: filetype.match(MEDIA_TYPE)?.[0] ?? "" };
      const file = await uploads.announce(c.get("account"), announced);
      setUploadExpires(c, file);
      c.header("Location", `/api/uploads/${file.id}`);
      return c.body(null, 201);
    })
    .get("/:id", authenticated, async (c) => {
      const id = c.req.param("id");
      if (c.req.method === "HEAD") return await sendUploadStatus(c, deps, id);
      return c.json({ file: sentFile(await uploads.finishedFile(c.get("account"), id)) });
    })
    .patch("/:id", authenticated, requireTus, async (c) => {
      if (c.req.header("content-type") !== UPLOAD_PART_TYPE) {
        throw new ChatError("wrong_part_type", { params: { type: UPLOAD_PART_TYPE } });
      }
      const offset = byteCountHeader(c, "Upload-Offset");
      const length = c.req.header("content-length");
      const { file, received } = await uploads.append(c.get("account"), c.req.param("id"), {
        offset,
        length: length === undefined ? undefined : Number(length),
        body: c.req.raw.body,
      });
      setUploadExpires(c, file);
      c.header("Upload-Offset", String(received));
      return c.body(null, 204);
    })
    .delete("/:id", authenticated, requireTus, async (c) => {
      await uploads.cancel(c.get("account"), c.req.param("id"));
      return c.body(null, 204);
    });
}

/** Lets through what speaks this version of tus. */
const requireTus = createMiddleware<RouteEnv>(async (c, next) => {
  if (c.req.header("tus-resumable") !== TUS_VERSION) {
    c.header("Tus-Version", TUS_VERSION);
    throw new ChatError("wrong_tus_version", { params: { version: TUS_VERSION } });
  }
  await next();
});

function tusOptions(c: RouteContext, { config }: Pick<RouteDeps, "config">): Response {
  c.header("Tus-Version", TUS_VERSION);
  c.header("Tus-Extension", TUS_EXTENSIONS);
  c.header("Tus-Max-Size", String(config.files.maxFileBytes));
  return c.body(null, 204);
}

async function sendUploadStatus(
  c: RouteContext,
  { files }: Pick<RouteDeps, "files">,
  id: string,
): Promise<Response> {
  const { file, received } = await files.uploads.status(c.get("account"), id);
  setUploadExpires(c, file);
  c.header("Upload-Offset", String(received));
  c.header("Upload-Length", String(file.length));
  c.header(
    "Upload-Metadata",
    `filename ${encodeBase64(file.name)},filetype ${encodeBase64(file.claimed)}`,
  );
  return c.body(null, 200);
}

function sentFile({ id, metadata: facts }: StoredFile): SentFile | undefined {
  if (!facts) return undefined;
  const { blob: _, thumb, ...rest } = facts;
  return { id, ...rest, ...(thumb === undefined ? {} : { thumb: true }) };
}

function setUploadExpires(c: RouteContext, { expiresAt }: Pick<StoredFile, "expiresAt">): void {
  if (expiresAt !== undefined) c.header("Upload-Expires", new Date(expiresAt).toUTCString());
}

function byteCountHeader(c: RouteContext, name: string): number {
  const value = c.req.header(name);
  if (!/^\d{1,15}$/.test(value ?? "")) {
    throw new ChatError("not_a_byte_count", { field: name });
  }
  return Number(value);
}

/** The pairs of an Upload-Metadata header. @throws ChatError when a value is not base64 of UTF-8. */
function parseUploadMetadata(header = ""): Record<string, string> {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  try {
    return Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, decodeBase64(value)]));
  } catch (cause) {
    throw new ChatError("bad_metadata", { cause });
  }
}

function decodeBase64(base64: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.fromBase64(base64));
}

function encodeBase64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
