import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { build } from "../../static/build.ts";
import { assert, assertEquals, assertStringIncludes } from "../helpers/assert.ts";
import { startServer } from "../helpers/test_server.ts";
import { fetchUncompressed } from "../helpers/uncompressed_http.ts";

/** Bytes of gzip that a first visit may load: browsers offer no br over plain http. */
const SCRIPT = 60 * 1024;
const STYLE = 15 * 1024;

const dist = new URL("../../static/dist/", import.meta.url);
const read = (name: string) => Deno.readTextFile(new URL(name, dist));

/** The files that the page names, by extension; of scripts, the one that it runs. */
async function named(): Promise<Record<string, string>> {
  const found = (await read("index.html")).matchAll(/"\/assets\/([a-z]+-[0-9a-f]{12}\.([a-z]+))"/g);
  return Object.fromEntries([...found].map(([, name, kind]) => [kind, name]));
}

/** Every script without which the page does not begin. */
async function scripts(): Promise<string[]> {
  const page = await read("index.html");
  return Array.from(page.matchAll(/"\/assets\/([\w-]+\.js)"/g), ([, name]) => name!);
}

/** The modules in the scripts of a first visit: a build for development tells. */
async function firstModules(): Promise<string[]> {
  const dir = new URL(`file://${await Deno.makeTempDir({ prefix: "parley-dist-" })}/`);
  try {
    await build({ dev: true, dist: dir });
    const page = await Deno.readTextFile(new URL("index.html", dir));
    const maps = Array.from(page.matchAll(/"\/assets\/([\w-]+\.js)"/g), async ([, name]) => {
      const script = await Deno.readTextFile(new URL(name!, dir));
      assertStringIncludes(script, `//# sourceMappingURL=${name}.map`);
      return JSON.parse(await Deno.readTextFile(new URL(`${name}.map`, dir)));
    });
    return (await Promise.all(maps)).flatMap((map): string[] => map.sources);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** What a browser loads from a server before its page begins, by path: bytes as they travelled. */
async function firstLoad(url: string, accept: string, more: string[] = []) {
  const headers = { "accept-encoding": accept };
  const wanted = new Set(["/", ...more]);
  const travelled = new Map<string, number>();
  for (const path of wanted) {
    const { status, body, header } = await fetchUncompressed(url + path, { headers });
    assertEquals(status, 200, path);
    travelled.set(path, body.length);
    if (!/^\/$|\.js$/.test(path)) continue;
    const coding = header("content-encoding");
    const content = new TextDecoder().decode(coding ? EXPAND[coding]!(body) : body);
    for (const found of loadedBy(path, content)) wanted.add(found);
  }
  return travelled;
}

const EXPAND: Record<string, (body: Uint8Array) => Uint8Array> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

/** What a page runs, is styled by and preloads; of a script, what it imports. */
function loadedBy(path: string, content: string): string[] {
  if (path !== "/") {
    const imports = content.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g);
    return Array.from(imports, ([, name]) => `/assets/${name}`);
  }
  const tags = content.match(/<script[^>]*>|<link[^>]*rel="(?:stylesheet|modulepreload)"[^>]*>/g);
  return (tags ?? []).map((tag) => /(?:src|href)="([^"]+)"/.exec(tag)![1]!);
}

/** Bytes of what ends so. */
function weight(travelled: Map<string, number>, extension: string): number {
  return [...travelled].filter(([path]) => path.endsWith(extension))
    .reduce((sum, [, bytes]) => sum + bytes, 0);
}

Deno.test("the page names files by their content, and all of them are there", async () => {
  const files = await named();
  assertEquals(Object.keys(files).sort(), ["css", "js", "svg"]);
  for (const name of Object.values(files)) assert((await read(name!)).length > 0);
  for await (const { name } of Deno.readDir(dist)) {
    assert(!name.endsWith(".map"), `${name} is there`);
    if (name.endsWith(".js")) assert(!(await read(name)).includes("sourceMappingURL"), name);
  }
});

Deno.test("a first visit stays small on its way", async () => {
  await using server = await startServer();
  const gzip = await firstLoad(server.url, "gzip");
  const loaded = [...gzip.keys()];
  for (const name of await scripts()) assert(loaded.includes(`/assets/${name}`), name);
  // The page itself names all of them, so that none waits for another.
  assertEquals(loaded.filter((path) => path.endsWith(".js")).length, (await scripts()).length);
  const [script, style] = [weight(gzip, ".js"), weight(gzip, ".css")];
  assert(script > 0 && script <= SCRIPT, `the scripts have ${script} bytes`);
  assert(style > 0 && style <= STYLE, `the style has ${style} bytes`);
  const [br, plain] = [await firstLoad(server.url, "br"), await firstLoad(server.url, "")];
  assertEquals([...br.keys()], [...plain.keys()]);
  assert(weight(br, "") < weight(gzip, ""));
  assert(weight(gzip, "") < weight(plain, "") / 2);
});

Deno.test("who stands before a door loads little more", async () => {
  await using server = await startServer();
  const doors = (await Array.fromAsync(Deno.readDir(dist), ({ name }) => name))
    .filter((name) => /^auth-\w+\.js$/.test(name));
  assertEquals(doors.length, 1);
  const script = weight(await firstLoad(server.url, "gzip", [`/assets/${doors[0]}`]), ".js");
  assert(script <= SCRIPT, `the scripts have ${script} bytes`);
});

Deno.test("what is said later is no part of the first visit", async () => {
  const first = (await firstModules()).map((path) => path.split("/src/")[1] ?? path);
  assert(first.length > 100);
  assert(first.includes("i18n/index.ts"));
  for (const later of ["i18n/secondary.ts", "i18n/en/auth.ts"]) {
    assert(!first.includes(later), `${later} is in it`);
  }
});

Deno.test("no script makes markup out of text", async () => {
  for await (const { name } of Deno.readDir(dist)) {
    if (!name.endsWith(".js")) continue;
    const script = await read(name);
    for (const way of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]) {
      assert(!script.includes(way), `${way} is in ${name}`);
    }
  }
});
