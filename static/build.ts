/** Builds the browser client: `static/` becomes `static/dist/`, which the server serves. */

import { compressFiles } from "./compress.ts";

const HERE = new URL("./", import.meta.url);
const DIST = new URL("dist/", HERE);

/** What the page loads, by the name that `index.html` gives it. */
const ASSETS = ["app.js", "app.css", "favicon.svg", "favicon-unread.svg"];

/** What the page and its manifest name, and a service worker need not keep. */
const ICONS = ["icon-192.png", "icon-512.png", "icon-maskable.png", "icon-apple.png"];

/** What keeps its name, because browsers look for it there. */
const FIXED = ["index.html", "manifest.webmanifest", "sw.js"];

/** Where the service worker is told what it keeps. */
const SHELL = '"__SHELL__"';

/** The script in the page, up to the end of its line. */
const SCRIPT = /<script type="module".*/;

/**
 * Bundles script and style, names them by their content, and puts them in place: first what pages
 * load, then the page, so that a server never serves half a build. A build for development has source
 * maps, and no compressed copies, which take longer than all the rest.
 *
 * @throws Error with what the bundler said, when it fails
 */
export async function build({ dev = false, dist = DIST } = {}): Promise<void> {
  await Deno.mkdir(dist, { recursive: true });
  const work = new URL(`.work-${crypto.randomUUID()}/`, dist);
  const maps = dev ? ["--sourcemap=linked"] : [];
  await Deno.mkdir(work);
  try {
    // The first bundler installs esbuild where it is missing; two at once would race to put it in place.
    await bundle("app.css", "--output", path(new URL("app.css", work)));
    await Promise.all([
      bundle("src/main.ts", "--code-splitting", ...maps, "--outdir", path(work)),
      bundle("src/pwa/service_worker.ts", "--output", path(new URL("sw.js", work))),
      ...["favicon.svg", "favicon-unread.svg"].map((name) => copy(name, work)),
      ...ICONS.map((name) => copy(`icons/${name}`, work)),
    ]);
    await Deno.rename(new URL("main.js", work), new URL("app.js", work));
    if (dev) await Deno.rename(new URL("main.js.map", work), new URL("app.js.map", work));
    await replaceIn(new URL("app.js", work), "=main.js.map", "=app.js.map");
    let page = await Deno.readTextFile(new URL("index.html", HERE));
    page = page.replace(SCRIPT, (tag) => tag + preloads(importsOf(work)));
    let manifest = await Deno.readTextFile(new URL("manifest.webmanifest", HERE));
    for (const asset of [...ASSETS, ...ICONS]) {
      const name = await seal(work, asset, dev);
      [page, manifest] = [page, manifest].map((text) =>
        text.replaceAll(`/assets/${asset}`, `/assets/${name}`)
      ) as [string, string];
    }
    const made = await Array.fromAsync(Deno.readDir(work), ({ name }) => name);
    const hashed = made.filter((name) => !FIXED.includes(name));
    await Deno.writeTextFile(new URL("index.html", work), page);
    await Deno.writeTextFile(new URL("manifest.webmanifest", work), manifest);
    await replaceIn(new URL("sw.js", work), SHELL, JSON.stringify(await shellOf(page, hashed)));
    const copies = dev ? [] : await compressFiles(work, hashOf);
    // The page comes last: what it names is there before it.
    for (const name of [...hashed, ...copies, ...FIXED.toReversed()]) {
      await Deno.rename(new URL(name, work), new URL(name, dist));
    }
    await prune(dist, new Set([...hashed, ...copies, ...FIXED]));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function bundle(entry: string, ...options: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("deno", {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", ...options]
      .concat(path(new URL(entry, HERE))),
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** The parts that a script cannot begin without. Their names hold a hash that the bundler gave. */
function importsOf(work: URL): string[] {
  const script = Deno.readTextFileSync(new URL("app.js", work));
  return Array.from(script.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g), ([, part]) => part!);
}

/** Lets the browser ask for them before it has read the script. */
function preloads(parts: string[]): string {
  return parts.map((part) => `\n    <link rel="modulepreload" href="/assets/${part}">`).join("");
}

/**
 * What a service worker keeps: what the page begins with, and the scripts that it may load later. Its
 * name changes with any of them, and so does the worker.
 */
async function shellOf(page: string, made: string[]) {
  const scripts = made.filter((name) => /\.(js|css|svg)$/.test(name)).map((name) =>
    `/assets/${name}`
  );
  const first = scripts.filter((path) => page.includes(path));
  const later = scripts.filter((path) => !page.includes(path));
  const name = `parley-${await hashOf(new TextEncoder().encode([page, ...later].join()))}`;
  return { name, first, later };
}

async function copy(source: string, work: URL): Promise<void> {
  const name = source.split("/").at(-1)!;
  await Deno.copyFile(new URL(source, HERE), new URL(name, work));
}

async function hashOf(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex().slice(0, 12);
}

async function replaceIn(file: URL, before: string, after: string): Promise<void> {
  await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace(before, after));
}

/** Puts a hash of its content into a file's name, and into what refers to its source map. */
async function seal(folder: URL, asset: string, hasMap: boolean): Promise<string> {
  const file = new URL(asset, folder);
  const hash = await hashOf(await Deno.readFile(file));
  const name = asset.replace(".", `-${hash}.`);
  if (hasMap && asset.endsWith(".js")) {
    await replaceIn(file, `=${asset}.map`, `=${name}.map`);
    await Deno.rename(new URL(`${asset}.map`, folder), new URL(`${name}.map`, folder));
  }
  await Deno.rename(file, new URL(name, folder));
  return name;
}

/** Removes what earlier builds left. */
async function prune(dist: URL, kept: Set<string>): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(dist)) {
    if (isFile && !kept.has(name)) await Deno.remove(new URL(name, dist));
  }
}

/** Builds again whenever a source changes. */
async function watch(): Promise<void> {
  const sources = [
    "src/",
    "styles/",
    "app.css",
    "index.html",
    "favicon.svg",
    "favicon-unread.svg",
    "manifest.webmanifest",
    "icons/",
    "../lib/client/",
    "../lib/protocol/",
  ];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  for await (const _ of Deno.watchFs(sources.map((source) => path(new URL(source, HERE))))) {
    clearTimeout(waiting);
    waiting = setTimeout(report, 50);
  }
}

async function report(): Promise<void> {
  const start = performance.now();
  try {
    await build({ dev: Deno.args.includes("--watch") });
    console.log(`Built static/dist in ${Math.round(performance.now() - start)} ms.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (!Deno.args.includes("--watch")) Deno.exit(1);
  }
}

function path(url: URL): string {
  return decodeURIComponent(url.pathname);
}

if (import.meta.main) {
  await report();
  if (Deno.args.includes("--watch")) await watch();
}
