/** Builds the browser client: `static/` becomes `static/dist/`, which the server serves. */

const HERE = new URL("./", import.meta.url);
const DIST = new URL("dist/", HERE);

/** What the page loads, by the name that `index.html` gives it. */
const ASSETS = ["app.js", "app.css", "favicon.svg"];

/** The script in the page, up to the end of its line. */
const SCRIPT = /<script type="module".*/;

/**
 * Bundles script and style, names them by their content, and puts them in place: first what pages
 * load, then the page, so that a server never serves half a build.
 *
 * @throws Error with what the bundler said, when it fails
 */
export async function build(): Promise<void> {
  await Deno.mkdir(DIST, { recursive: true });
  const work = new URL(`.work-${crypto.randomUUID()}/`, DIST);
  await Deno.mkdir(work);
  try {
    await Promise.all([
      bundle("src/main.ts", "--code-splitting", "--sourcemap=linked", "--outdir", path(work)),
      bundle("app.css", "--output", path(new URL("app.css", work))),
      Deno.copyFile(new URL("favicon.svg", HERE), new URL("favicon.svg", work)),
    ]);
    await Deno.rename(new URL("main.js", work), new URL("app.js", work));
    await Deno.rename(new URL("main.js.map", work), new URL("app.js.map", work));
    await replaceIn(new URL("app.js", work), "=main.js.map", "=app.js.map");
    let page = await Deno.readTextFile(new URL("index.html", HERE));
    page = page.replace(SCRIPT, (tag) => tag + preloads(importsOf(work)));
    for (const asset of ASSETS) {
      const name = await seal(work, asset);
      page = page.replaceAll(`/assets/${asset}`, `/assets/${name}`);
    }
    const made = await Array.fromAsync(Deno.readDir(work), ({ name }) => name);
    const kept = new Set(["index.html", ...made]);
    await Deno.writeTextFile(new URL("index.html", work), page);
    // The page comes last: what it names is there before it.
    for (const name of [...kept].reverse()) {
      await Deno.rename(new URL(name, work), new URL(name, DIST));
    }
    await prune(kept);
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

async function replaceIn(file: URL, before: string, after: string): Promise<void> {
  await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace(before, after));
}

/** Puts a hash of its content into a file's name, and into what refers to its source map. */
async function seal(folder: URL, asset: string): Promise<string> {
  const file = new URL(asset, folder);
  const content = await Deno.readTextFile(file);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content));
  const hash = new Uint8Array(digest).toHex().slice(0, 12);
  const name = asset.replace(".", `-${hash}.`);
  if (asset.endsWith(".js")) {
    await replaceIn(file, `=${asset}.map`, `=${name}.map`);
    await Deno.rename(new URL(`${asset}.map`, folder), new URL(`${name}.map`, folder));
  }
  await Deno.rename(file, new URL(name, folder));
  return name;
}

/** Removes what earlier builds left. */
async function prune(kept: Set<string>): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(DIST)) {
    if (isFile && !kept.has(name)) await Deno.remove(new URL(name, DIST));
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
    await build();
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
