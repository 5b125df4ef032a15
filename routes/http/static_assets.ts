import { type Coding, preferredCoding } from "./content_coding.ts";

/** Content that is ready to be sent. */
export interface Representation {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/** One file of the built client, by the codings that the build made of it. */
export type Asset = { identity: Representation } & { [coding in Coding]?: Representation };

/** The built client, by file name. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Record<string, string> = {
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
const COPIES = { br: "br", gzip: "gz" };
const COPY = /\.[0-9a-f]{12}\.(br|gz)$/;

/** A name that holds a hash of the content, as the build gives to what may be kept for ever. */
const HASHED = /-[0-9a-zA-Z]{8,}\./;

/**
 * Reads the built client into memory: it is small, and a build that runs meanwhile cannot mix with it.
 * @throws Deno.errors.NotFound when the client was not built.
 */
export async function loadAssets(dir: URL): Promise<Assets> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const { name, isFile } of Deno.readDir(dir)) {
    if (isFile) files.set(name, await Deno.readFile(new URL(name, dir)));
  }
  if (!files.has("index.html")) {
    throw new Deno.errors.NotFound("The client is not built; run the build task first.");
  }
  const originals = [...files.keys()].filter((name) => !COPY.test(name));
  return new Map(
    await Promise.all(
      originals.map(async (name) => [name, await assetOf(name, files)] as const),
    ),
  );
}

/** What to send of a file to a client with this Accept-Encoding. */
export function representationFor(asset: Asset, acceptEncoding: string | undefined) {
  const coding = preferredCoding(acceptEncoding, Object.keys(asset) as Coding[]);
  return asset[coding] ?? asset.identity;
}

async function assetOf(name: string, files: Map<string, Uint8Array<ArrayBuffer>>): Promise<Asset> {
  const body = files.get(name)!;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex();
  const copies = (["br", "gzip"] as const).flatMap((coding) => {
    const copy = files.get(`${name}.${hash.slice(0, 12)}.${COPIES[coding]}`);
    return copy ? [[coding, copy] as const] : [];
  });
  const represent = (content: Uint8Array<ArrayBuffer>, coding?: Coding): Representation => ({
    body: content,
    headers: {
      "Content-Type": TYPES[name.split("..").at(-1) ?? ""] ?? "application/octet-stream",
      "Content-Length": String(content.length),
      // Other bytes need another strong validator (RFC 9110, section 8.8.3).
      "ETag": `"${[hash.slice(0, 32), coding].filter(Boolean).join("-")}"`,
      "Cache-Control": HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(coding && { "Content-Encoding": coding }),
      ...(copies.length > 0 && { "Vary": "Accept-Encoding" }),
    },
  });
  return {
    identity: represent(body),
    ...Object.fromEntries(copies.map(([coding, copy]) => [coding, represent(copy, coding)])),
  };
}
