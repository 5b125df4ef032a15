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

/** Some scripts, and those that they cannot begin without. */
async function withImports(names: string[]): Promise<string[]> {
  const found = new Set(names);
  for (const name of found) {
    const imports = (await read(name)).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g);
    for (const [, one] of imports) found.add(one!);
  }
  return [...found];
}

/** The modules in some scripts. */
async function sources(names: string[]): Promise<string[]> {
  const maps = await Promise.all(names.map((name) => read(`${name}.map`)));
  return maps.flatMap((map): string[] => JSON.parse(map).sources);
}

/** Bytes of some scripts. */
async function weight(names: string[]): Promise<number> {
  const sizes = await Promise.all(names.map(packed));
  return sizes.reduce((sum, size) => sum + size);
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
  assert((await sources(await scripts())).length > 100);
});

Deno.test("a first visit stays small", async () => {
  const { css } = await named();
  const first = await scripts();
  assertEquals((await withImports(first)).sort(), first.toSorted());
  const script = await weight(first);
  assert(script <= SCRIPT, `the script has ${script} bytes`);
  assert(await packed(css!) <= STYLE, `the style has ${await packed(css!)} bytes`);
});

Deno.test("who stands before a door loads little more", async () => {
  const doors = (await Array.fromAsync(Deno.readDir(dist), ({ name }) => name))
    .filter((name) => /^doors-\w+\.js$/.test(name));
  assertEquals(doors.length, 1);
  const script = await weight(await withImports([...await scripts(), ...doors]));
  assert(script <= SCRIPT, `the scripts have ${script} bytes`);
});

Deno.test("what is said later is no part of the first visit", async () => {
  const first = (await sources(await scripts())).map((path) => path.split("/src/")[1] ?? path);
  assert(first.includes("strings/strings.ts"));
  for (const later of ["strings/more.ts", "strings/doors.ts"]) {
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
