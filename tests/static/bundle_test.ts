import { assert, assertEquals, assertStringIncludes } from "../helpers/assert.ts";

/** Bytes that a first visit may load, packed with gzip. */
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

async function packed(name: string): Promise<number> {
  const file = await Deno.open(new URL(name, dist));
  const gzip = file.readable.pipeThrough(new CompressionStream("gzip"));
  return (await new Response(gzip).bytes()).length;
}

Deno.test("the page names files by their content, and all of them are there", async () => {
  const files = await named();
  assertEquals(Object.keys(files).sort(), ["css", "js", "svg"]);
  for (const name of Object.values(files)) assert((await read(name!)).length > 0);
  assertStringIncludes(await read(files.js!), `//# sourceMappingURL=${files.js}.map`);
  assert(JSON.parse(await read(`${files.js}.map`)).sources.length > 20);
});

Deno.test("a first visit stays small", async () => {
  const { css } = await named();
  const sizes = await Promise.all((await scripts()).map(packed));
  const script = sizes.reduce((sum, size) => sum + size);
  assert(script <= SCRIPT, `the script has ${script} bytes`);
  assert(await packed(css!) <= STYLE, `the style has ${await packed(css!)} bytes`);
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
