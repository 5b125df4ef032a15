import { assertEquals } from "../helpers/assert.ts";

const FOLDER = new URL("../../static/styles/", import.meta.url);

/** The names that a sheet lays out by themselves, as in `.pill {`. */
function laidOut(sheet: string): Set<string> {
  return new Set(Array.from(sheet.matchAll(/^\.([\w-]+) \{/gm), ([, name]) => name!));
}

Deno.test("a class is laid out in one sheet, so that no two things share a name", async () => {
  const found = new Map<string, string[]>();
  for await (const { name: file } of Deno.readDir(FOLDER)) {
    // What moves stands there, whatever else it is.
    if (file === "motion.css") continue;
    for (const name of laidOut(await Deno.readTextFile(new URL(file, FOLDER)))) {
      found.set(name, [...found.get(name) ?? [], file]);
    }
  }
  assertEquals([...found].filter(([, files]) => files.length > 1), []);
});
