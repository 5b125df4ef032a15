import { assert, assertEquals } from "./helpers/assert.ts";

const ROOT = new URL("../", import.meta.url);

/** What is run without the tests' lock: the server, its tasks and the build. */
const ENTRIES = [
  "main.ts",
  "lib/cli/account/account_cli.ts",
  "lib/cli/chat/chat_cli.ts",
  "lib/cli/driver/fetch_sqlite_driver.ts",
  "lib/files/images/image_worker_thread.ts",
  "static/build.ts",
  "static/src/main.ts",
  "static/src/pwa/service_worker.ts",
];

const json = async (path: string) => JSON.parse(await Deno.readTextFile(new URL(path, ROOT)));

/** The npm packages among some specifiers, without their versions. */
function packages(specifiers: string[]): string[] {
  return specifiers.filter((specifier) => specifier.startsWith("npm:"))
    .map((specifier) => specifier.slice("npm:".length).replace(/(?<=.)@.*/, "")).sort();
}

const imported = async (path: string) =>
  packages(Object.values<string>((await json(path)).imports ?? {}));

/** Loads some modules and what they import, as far as a lock already says how. */
async function load(lock: string, files: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["cache", "--quiet", "--frozen", `--lock=${lock}`, ...files],
    cwd: ROOT,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

async function* testFiles(dir: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(dir, ROOT))) {
    if (isDirectory) yield* testFiles(`${dir}${name}/`);
    else if (name.endsWith(".ts")) yield dir + name;
  }
}

Deno.test("a start fetches what the server and the client import, and nothing that only tests do", async () => {
  const { specifiers } = await json("deno.lock");
  const needed = [...await imported("deno.json"), ...await imported("static/src/deno.json")];
  assertEquals(packages(Object.keys(specifiers)), needed.sort());
  const { scopes } = await json("deno.json");
  const forTests = packages(Object.values(scopes["./tests/"]));
  assert(forTests.includes("playwright-core"));
  for (const name of forTests) assert(!needed.includes(name), name);
});

Deno.test("the lock of the tests has the versions of the server's, and packages of its own", async () => {
  const server = await json("deno.lock");
  const tests = await json("tests/deno.lock");
  for (const kind of ["specifiers", "npm"]) {
    for (const [name, value] of Object.entries(server[kind])) {
      // Kept by the task that fetched it, on this machine.
      if (kind === "specifiers" && name.startsWith("jsr:")) continue;
      assertEquals(tests[kind][name], value, name);
    }
  }
});

Deno.test("both locks hold all that deno.json and the sources ask for", async () => {
  await load("deno.lock", ENTRIES);
  await load("tests/deno.lock", [...ENTRIES, ...await Array.fromAsync(testFiles("tests/"))]);
});
