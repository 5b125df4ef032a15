import { type ContentCoding, preferredCoding } from "./content_coding.ts";

/** Content that is ready to be sent. */
export interface Representation {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/** One file of the built client, by the codings that the build made of it. */
export type StaticAsset =
  & { identity: Representation }
  & { [coding in ContentCoding]?: Representation };

/** The built client, by file name. */
export type StaticAssets = ReadonlyMap<string, StaticAsset>;

const CONTENT_TYPE_OF_EXTENSION: Record<string, string> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

/** How names of copies end that the build made; before that is a hash of what they are copies of. */
const COMPRESSED_EXTENSIONS = { br: "br", gzip: "gz" };
const COMPRESSED_COPY_NAME = /\.[0-9a-f]{12}\.(br|gz)$/;

/** A name that holds a hash of the content, as the build gives to what may be kept for ever. */
const HASHED_NAME = /-[0-9a-zA-Z]{8,}\./;

/**
 * Reads the built client into memory: it is small, and a build that runs meanwhile cannot mix with it.
 * @throws Deno.errors.NotFound when the client was not built.
 */
export async function loadStaticAssets(dir: URL): Promise<StaticAssets> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const { name, isFile } of Deno.readDir(dir)) {
    if (isFile) files.set(name, await Deno.readFile(new URL(name, dir)));
  }
  if (!files.has("index.html")) {
    throw new Deno.errors.NotFound("The client is not built; run the build task first.");
  }
  const originals = [...files.keys()].filter((name) => !COMPRESSED_COPY_NAME.test(name));
  return new Map(
    await Promise.all(
      originals.map(async (name) => [name, await toStaticAsset(name, files)] as const),
    ),
  );
}

/** What to send of a file to a client with this Accept-Encoding. */
export function negotiateRepresentation(asset: StaticAsset, acceptEncoding: string | undefined) {
  const coding = preferredCoding(acceptEncoding, Object.keys(asset) as ContentCoding[]);
  return asset[coding] ?? asset.identity;
}

async function toStaticAsset(
  name: string,
  files: Map<string, Uint8Array<ArrayBuffer>>,
): Promise<StaticAsset> {
  const body = files.get(name)!;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex();
  const copies = (["br", "gzip"] as const).flatMap((coding) => {
    const copy = files.get(`${name}.${hash.slice(0, 12)}.${COMPRESSED_EXTENSIONS[coding]}`);
    return copy ? [[coding, copy] as const] : [];
  });
  const represent = (content: Uint8Array<ArrayBuffer>, coding?: ContentCoding): Representation => ({
    body: content,
    headers: {
      "Content-Type": CONTENT_TYPE_OF_EXTENSION[name.split(".").at(-1) ?? ""] ??
        "application/octet-stream",
      "Content-Length": String(content.length),
      // Other bytes need another strong validator (RFC 9110, section 8.8.3).
      "ETag": `"${[hash.slice(0, 32), coding].filter(Boolean).join("-")}"`,
      "Cache-Control": HASHED_NAME.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(coding && { "Content-Encoding": coding }),
      ...(copies.length > 0 && { "Vary": "Accept-Encoding" }),
    },
  });
  return {
    identity: represent(body),
    ...Object.fromEntries(copies.map(([coding, copy]) => [coding, represent(copy, coding)])),
  };
}
