import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { Refused } from "../lib/protocol/chat_error.ts";
import type { SentFile } from "../lib/protocol/model.ts";
import type { StoredFile } from "../lib/store/store.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { signedIn } from "./middleware/auth.ts";

/** The version of tus that is spoken: https://tus.io/protocols/resumable-upload */
const VERSION = "1.0.0";
const EXTENSIONS = "creation,termination,expiration";
/** A media type, without its parameters. */
const TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/;
const PART = "application/offset+octet-stream";

/**
 * Uploads, in parts that can be resumed, as the tus protocol has them. Beside it, `GET` tells what may be
 * sent, and what became of an upload when all of it is there.
 */
export function uploads(deps: Deps): Hono<Env> {
  const { uploads } = deps.files;
  const known = signedIn(deps);
  return new Hono<Env>()
    .use(async (c, next) => {
      await next();
      c.header("Tus-Resumable", VERSION);
    })
    .options("/", (c) => describe(c, deps))
    .get("/", known, async (c) => c.json({ limits: await uploads.allowance(c.get("account")) }))
    .post("/", known, tus, async (c) => {
      const length = whole(c, "Upload-Length");
      const { filename = "", filetype = "" } = metadataOf(c.req.header("upload-metadata"));
      const asked = { length, name: filename, claimed: filetype.match(TYPE)?.[0] ?? "" };
      const file = await uploads.create(c.get("account"), asked);
      expires(c, file);
      c.header("Location", `/api/uploads/${file.id}`);
      return c.body(null, 201);
    })
    .get("/:id", known, async (c) => {
      const id = c.req.param("id");
      if (c.req.method === "HEAD") return await stand(c, deps, id);
      return c.json({ file: shown(await uploads.finished(c.get("account"), id)) });
    })
    .patch("/:id", known, tus, async (c) => {
      if (c.req.header("content-type") !== PART) {
        throw new Refused("wrong_part_type", { params: { type: PART } });
      }
      const offset = whole(c, "Upload-Offset");
      const length = c.req.header("content-length");
      const { file, received } = await uploads.append(c.get("account"), c.req.param("id"), {
        offset,
        length: length === undefined ? undefined : Number(length),
        body: c.req.raw.body,
      });
      expires(c, file);
      c.header("Upload-Offset", String(received));
      return c.body(null, 204);
    })
    .delete("/:id", known, tus, async (c) => {
      await uploads.cancel(c.get("account"), c.req.param("id"));
      return c.body(null, 204);
    });
}

/** Lets through what speaks this version of tus. */
const tus = createMiddleware<Env>(async (c, next) => {
  if (c.req.header("tus-resumable") !== VERSION) {
    c.header("Tus-Version", VERSION);
    throw new Refused("wrong_tus_version", { params: { version: VERSION } });
  }
  await next();
});

function describe(c: Ctx, { config }: Pick<Deps, "config">): Response {
  c.header("Tus-Version", VERSION);
  c.header("Tus-Extension", EXTENSIONS);
  c.header("Tus-Max-Size", String(config.files.size));
  return c.body(null, 204);
}

async function stand(c: Ctx, { files }: Pick<Deps, "files">, id: string): Promise<Response> {
  const { file, received } = await files.uploads.standing(c.get("account"), id);
  expires(c, file);
  c.header("Upload-Offset", String(received));
  c.header("Upload-Length", String(file.length));
  c.header("Upload-Metadata", `filename ${encode(file.name)},filetype ${encode(file.claimed)}`);
  return c.body(null, 200);
}

function shown({ id, facts }: StoredFile): SentFile | undefined {
  if (!facts) return undefined;
  const { blob: _, thumb, ...rest } = facts;
  return { id, ...rest, ...(thumb === undefined ? {} : { thumb: true }) };
}

function expires(c: Ctx, { expiresAt }: Pick<StoredFile, "expiresAt">): void {
  if (expiresAt !== undefined) c.header("Upload-Expires", new Date(expiresAt).toUTCString());
}

function whole(c: Ctx, name: string): number {
  const value = c.req.header(name);
  if (!/^\d{1,15}$/.test(value ?? "")) {
    throw new Refused("not_a_byte_count", { field: name });
  }
  return Number(value);
}

/** The pairs of an Upload-Metadata header. @throws Refused when a value is not base64 of UTF-8. */
function metadataOf(header = ""): Record<string, string> {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  try {
    return Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, decode(value)]));
  } catch (cause) {
    throw new Refused("bad_metadata", { cause });
  }
}

function decode(base64: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.fromBase64(base64));
}

function encode(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
