import { brotliDecompressSync, gunzipSync } from "node:zlib";
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

/** The copies that the build puts beside a file. */
const COPIES = {
  br: { extension: "br", expand: brotliDecompressSync },
  gzip: { extension: "gz", expand: gunzipSync },
};

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
  const originals = [...files.keys()].filter((name) => !/\.(br|gz)$/.test(name));
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
  const copies = (["br", "gzip"] as const).flatMap((coding) => {
    const { extension, expand } = COPIES[coding];
    const copy = files.get(`${name}.${extension}`);
    // A build that runs meanwhile may have left the copy of another content.
    return copy && isSame(expand(copy), body) ? [[coding, copy] as const] : [];
  });
  const headers = await headersOf(name, body);
  if (copies.length > 0) headers["Vary"] = "Accept-Encoding";
  const tag = headers["ETag"]!;
  return {
    identity: { body, headers: { ...headers, "Content-Length": String(body.length) } },
    ...Object.fromEntries(copies.map(([coding, copy]) => [coding, {
      body: copy,
      headers: {
        ...headers,
        "Content-Encoding": coding,
        "Content-Length": String(copy.length),
        // Other bytes need another strong validator (RFC 9110, section 8.8.3).
        "ETag": tag.replace(/"$/, `-${coding}"`),
      },
    }])),
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function headersOf(
  name: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Record<string, string>> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return {
    "Content-Type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    "ETag": `"${digest.slice(0, 16).toHex()}"`,
    "Cache-Control": HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
  };
}
