import { assert, assertEquals, assertStringIncludes } from "./helpers/assert.ts";
import { spawnUntilReady } from "./helpers/server_process.ts";
import { type CopiedTree, copyTree } from "./helpers/copied_tree.ts";

/** Every file of a tree with the time of its last change. */
async function changes(dir: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const path = `${dir}/${name}`;
    found.push(`${path} ${(await Deno.stat(path)).mtime?.getTime()}`);
    if (isDirectory) found.push(...await changes(path));
  }
  return found.sort();
}

/** What a program that ended with 1 says, without what Deno itself says of tasks and downloads. */
async function refusal(tree: CopiedTree, args: string[], env?: Record<string, string>) {
  const { code, err } = await tree.deno(args, env);
  assertEquals(code, 1, err);
  assert(!/^ {4}at /m.test(err), err);
  return err.split("\n").filter((line) => line && !/^(Task|Download) /.test(line)).join("\n");
}

Deno.test("a server without a built client says which task builds it", async () => {
  await using tree = await copyTree({ isBuilt: false });
  const said = "Parley has no browser client to serve: " +
    "run `deno task build`, or `deno task start`, which builds it first.";
  assertEquals(await refusal(tree, ["run", "--no-check", "-A", "main.ts"]), said);
  assertEquals(await refusal(tree, ["task", "serve"]), said);
});

Deno.test("a server without its permissions says which task grants them", async () => {
  await using tree = await copyTree({ isBuilt: false });
  const said = await refusal(tree, ["run", "--no-check", "--no-prompt", "main.ts"]);
  assertEquals(said.split("\n").length, 1);
  assertStringIncludes(said, "deno task serve");
});

for (const folder of ["my data", "data,/"]) {
  Deno.test(`the server and the account task refuse the data folder "${folder}"`, async () => {
    await using tree = await copyTree({ isBuilt: true });
    const env = { DATA_DIR: `${tree.path}/${folder}` };
    const said = `DATA_DIR=${env.DATA_DIR}: must have no space and no comma`;
    assertStringIncludes(await refusal(tree, ["task", "serve"], env), said);
    assertStringIncludes(await refusal(tree, ["task", "account", "list"], env), said);
  });
}

Deno.test("the serve task takes its settings from the environment and leaves the tree as it is", async () => {
  await using tree = await copyTree({ isBuilt: true });
  const data = await Deno.makeTempDir({ prefix: "parley-" });
  const before = await changes(tree.path);
  const server = await spawnUntilReady(["task", "--cwd", tree.path, "serve"], {
    DATA_DIR: data,
    PORT: "0",
    SQLITE_DRIVER: "node",
    LOG_FORMAT: "json",
  });
  try {
    assertStringIncludes(await (await fetch(server.url)).text(), "/assets/app-");
  } finally {
    assertEquals((await server.terminate()).code, 0);
    await Deno.remove(data, { recursive: true });
  }
  assertEquals(await changes(tree.path), before);
});
