/** One file of the built client, ready to be sent. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

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

/** A name that holds a hash of the content, as the build gives to what may be kept for ever. */
const HASHED = /-[0-9a-zA-Z]{8,}\./;

/**
 * Reads the built client into memory: it is small, and a build that runs meanwhile cannot mix with it.
 * @throws Deno.errors.NotFound when the client was not built.
 */
export async function loadAssets(dir: URL): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for await (const { name, isFile } of Deno.readDir(dir)) {
    if (!isFile) continue;
    const body = await Deno.readFile(new URL(name, dir));
    assets.set(name, { body, headers: await headersOf(name, body) });
  }
  if (!assets.has("index.html")) {
    throw new Deno.errors.NotFound("The client is not built; run the build task first.");
  }
  return assets;
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
