import { assert, assertEquals, assertStringIncludes } from "../helpers/assert.ts";

/** Bytes that a first visit may load, packed with gzip. */
const SCRIPT = 40 * 1024;
const STYLE = 12 * 1024;

const dist = new URL("../../static/dist/", import.meta.url);
const read = (name: string) => Deno.readTextFile(new URL(name, dist));

/** The files that the page names, by extension. */
async function named(): Promise<Record<string, string>> {
  const page = await read("index.html");
  const found = page.matchAll(/"\/assets\/([a-z]+-[0-9a-f]{12}\.([a-z]+))"/g);
  return Object.fromEntries([...found].map(([, name, kind]) => [kind, name]));
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
  const { js, css } = await named();
  assert(await packed(js!) <= SCRIPT, `the script has ${await packed(js!)} bytes`);
  assert(await packed(css!) <= STYLE, `the style has ${await packed(css!)} bytes`);
});

Deno.test("no script makes markup out of text", async () => {
  const { js } = await named();
  const script = await read(js!);
  for (const way of ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]) {
    assert(!script.includes(way), `${way} is in the script`);
  }
});
