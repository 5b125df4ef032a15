import { matchesGlob } from "node:path";
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "../helpers/assert.ts";
import { type CopiedTree, copyTree } from "../helpers/copied_tree.ts";

const ROOT = new URL("../../", import.meta.url);

/** A `deno` that notes when it begins and when it has ended. */
const NOTING = `#!/bin/sh
echo start >> "$NOTES"
"${Deno.execPath()}" "$@"
code=$?
echo end >> "$NOTES"
exit $code
`;

async function infoOf(...args: string[]) {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", ...args],
    cwd: ROOT,
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** A cache of Deno's that has the packages of this machine's, and knows of no task. */
async function emptyTaskCache(tree: CopiedTree): Promise<Record<string, string>> {
  const { denoDir } = await infoOf();
  const DENO_DIR = `${tree.path}/cache`;
  await Deno.mkdir(DENO_DIR);
  for (const part of ["npm", "dl"]) await Deno.symlink(`${denoDir}/${part}`, `${DENO_DIR}/${part}`);
  return { DENO_DIR };
}

Deno.test("no bundler begins before the first has ended, which installs esbuild", async () => {
  await using tree = await copyTree({ isBuilt: false });
  const notes = `${tree.path}/notes`;
  await Deno.mkdir(`${tree.path}/bin`);
  await Deno.writeTextFile(`${tree.path}/bin/deno`, NOTING, { mode: 0o755 });
  const { code, err } = await tree.deno(["run", "-A", "static/build.ts"], {
    NOTES: notes,
    PATH: `${tree.path}/bin:${Deno.env.get("PATH")}`,
  });
  assertEquals(code, 0, err);
  const noted = (await Deno.readTextFile(notes)).trim().split("\n");
  assertEquals(noted.length, 6);
  assertEquals(noted.slice(0, 2), ["start", "end"]);
});

Deno.test("the build task runs when a source came, changed or went, and only then", async () => {
  await using tree = await copyTree({ isBuilt: false });
  const cache = await emptyTaskCache(tree);
  const build = async () => {
    const { code, out, err } = await tree.deno(["task", "build"], cache);
    assertEquals(code, 0, err);
    return out + err;
  };
  const page = `${tree.path}/static/dist/index.html`;
  const extra = `${tree.path}/lib/client/extra.ts`;
  await Deno.writeTextFile(extra, "export {};\n");
  assertMatch(await build(), /Built static\/dist/);
  const built = await Deno.readTextFile(page);
  assertStringIncludes(await build(), "inputs unchanged");
  await Deno.remove(page);
  assertStringIncludes(await build(), "inputs unchanged");
  assertEquals(await Deno.readTextFile(page), built);
  await Deno.remove(extra);
  assertMatch(await build(), /Built static\/dist/);
  // What the dev task leaves is a build of its own, with maps that are served to nobody else.
  const map = `${tree.path}/static/dist/app.js.map`;
  await Deno.writeTextFile(map, "{}");
  assertMatch(await build(), /Built static\/dist/);
  await assertRejects(() => Deno.stat(map), Deno.errors.NotFound);
});

Deno.test("the build task watches every file that the build reads", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const patterns: string[] = tasks.build.files;
  for (
    const entry of ["static/build.ts", "static/src/main.ts", "static/src/pwa/service_worker.ts"]
  ) {
    const { modules } = await infoOf(entry);
    const files = modules.map(({ specifier }: { specifier: string }) => specifier)
      .filter((specifier: string) => specifier.startsWith(ROOT.href))
      .map((specifier: string) => specifier.slice(ROOT.href.length));
    assert(files.length > 0);
    for (const file of files) {
      assert(patterns.some((pattern) => matchesGlob(file, pattern)), `${file} is not watched`);
    }
  }
  assert(!patterns.some((pattern) => matchesGlob("static/dist/index.html", pattern)));
});
