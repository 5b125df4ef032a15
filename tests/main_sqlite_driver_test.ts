import { nativeLibraryFilename, SQLITE_DRIVER_VERSION } from "../lib/ops/sqlite_native_library.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "./helpers/assert.ts";
import { DRIVER_MODULE, type FakeJsr, serveFakeJsr } from "./helpers/fake_jsr.ts";
import { spawnUntilReady } from "./helpers/server_process.ts";
import { type CopiedTree, copyTree } from "./helpers/copied_tree.ts";

const WITH_FFI = "SQLite is @db/sqlite, with FFI as a whole";
const WITHOUT_FFI = "SQLite is node:sqlite, without FFI, since @db/sqlite was not taken. " +
  "SQLITE_DRIVER=node does not try it";

/** A tree, a cache of its own that has the npm packages, and a registry that has @db/sqlite. */
interface Site extends AsyncDisposable {
  tree: CopiedTree;
  jsr: FakeJsr;
  env: Record<string, string>;
  /** Where the library is to be. */
  library: string;
}

async function openSite(published = () => DRIVER_MODULE): Promise<Site> {
  const tree = await copyTree({ isBuilt: true });
  const home = await Deno.makeTempDir({ prefix: "parley-" });
  const jsr = serveFakeJsr(SQLITE_DRIVER_VERSION, "a native library", published);
  await makeCache(`${home}/cache`);
  const env = {
    DATA_DIR: `${home}/data`,
    DENO_DIR: `${home}/cache`,
    JSR_URL: jsr.url,
    LOG_FORMAT: "json",
    PORT: "0",
    SQLITE_DRIVER: "auto",
  };
  return {
    tree,
    jsr,
    env,
    library: `${tree.path}/native/${SQLITE_DRIVER_VERSION}/${nativeLibraryFilename()}`,
    async [Symbol.asyncDispose]() {
      await jsr[Symbol.asyncDispose]();
      await tree[Symbol.asyncDispose]();
      await Deno.remove(home, { recursive: true });
    },
  };
}

/** Makes a folder for DENO_DIR that has the npm packages of this machine, and nothing else. */
async function makeCache(folder: string): Promise<void> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  await Deno.mkdir(folder);
  await Deno.symlink(JSON.parse(new TextDecoder().decode(stdout)).npmCache, `${folder}/npm`);
}

/** Does what `deno task driver` does, from the releases of this machine. */
async function fetchDriver({ tree, env, jsr }: Site) {
  return await tree.deno([
    "run",
    "--no-check",
    "-A",
    "lib/cli/driver/fetch_sqlite_driver.ts",
    jsr.releases,
  ], env);
}

/** Starts the server as `deno task serve` does, and returns all that it said until it was stopped. */
async function serve({ tree, env }: Site, driver: "auto" | "db" = "auto"): Promise<string> {
  const args = ["task", "--cwd", tree.path, "serve"];
  const server = await spawnUntilReady(args, { ...env, SQLITE_DRIVER: driver });
  try {
    const ready = await fetch(`${server.url}/readyz`);
    await ready.body?.cancel();
    assertEquals(ready.status, 200);
  } finally {
    assertEquals((await server.terminate()).code, 0);
  }
  return server.output();
}

/** Starts a server that may take no other driver, and returns what it says when it ends. */
async function refused({ tree, env }: Site): Promise<string> {
  const { code, err } = await tree.deno(["task", "serve"], { ...env, SQLITE_DRIVER: "db" });
  assertEquals(code, 1, err);
  return err;
}

Deno.test("@db/sqlite is fetched once, and the server takes it as long as it is the same", async () => {
  await using site = await openSite();
  const { out, err } = await fetchDriver(site);
  assertStringIncludes(
    out,
    `@db/sqlite ${SQLITE_DRIVER_VERSION} is there, with its native library.`,
    err,
  );
  const asked = site.jsr.asked.length;
  // Not auto, whose deadline a busy machine may miss.
  assertStringIncludes(await serve(site, "db"), WITH_FFI);
  assertStringIncludes((await fetchDriver(site)).out, "is there");
  assertEquals(site.jsr.asked.length, asked);

  await Deno.writeTextFile(site.library, "another library");
  const said = await serve(site);
  assertStringIncludes(said, WITHOUT_FFI);
  assertStringIncludes(said, "is not the file that was fetched first");
  assertStringIncludes(said, '"WARN');
  const refusal = await refused(site);
  assertMatch(
    refusal,
    /@db\/sqlite could not be loaded: .* is not the file that was fetched first/,
  );
  assertStringIncludes(refusal, "SQLITE_DRIVER=node does without it.");
});

Deno.test("a server without the native library says so and takes node:sqlite", async () => {
  await using site = await openSite();
  const said = await serve(site);
  assertStringIncludes(said, WITHOUT_FFI);
  assertStringIncludes(said, "is not there: `deno task driver` fetches it");
  assertEquals(site.jsr.asked, []);
});

Deno.test("a server whose lock cannot take the module of @db/sqlite says so and takes node:sqlite", async () => {
  await using site = await openSite();
  await fetchDriver(site);
  const lock = `${site.tree.path}/deno.lock`;
  assertStringIncludes(await Deno.readTextFile(lock), '"jsr:@db/sqlite@');
  await Deno.copyFile(new URL("../deno.lock", import.meta.url), lock);
  const config = `${site.tree.path}/deno.json`;
  const settings = JSON.parse(await Deno.readTextFile(config));
  await Deno.writeTextFile(config, JSON.stringify({ ...settings, lock: { frozen: true } }));
  assertStringIncludes(await serve(site), WITHOUT_FFI);
  assertMatch(await refused(site), /@db\/sqlite could not be loaded: .*lock/);
});

Deno.test("a module that is not what the lock says is not loaded, until it is again", async () => {
  let source = DRIVER_MODULE;
  await using site = await openSite(() => source);
  await fetchDriver(site);
  source = `${DRIVER_MODULE}// and more`;
  site.env.DENO_DIR = `${site.tree.path}/cache`;
  await makeCache(site.env.DENO_DIR);
  const { code, err } = await fetchDriver(site);
  assertEquals(code, 0);
  assertStringIncludes(err, "Integrity check failed");
  const said = await serve(site);
  assertStringIncludes(said, WITHOUT_FFI);
  assertStringIncludes(said, "Integrity check failed");
  assertStringIncludes(said, '"WARN');

  source = DRIVER_MODULE;
  site.env.DENO_DIR = `${site.tree.path}/another`;
  await makeCache(site.env.DENO_DIR);
  assertStringIncludes((await fetchDriver(site)).out, "is there");
  assertStringIncludes(await serve(site, "db"), WITH_FFI);
});

Deno.test("the driver task ends well without a network, and fetches nothing for node", async () => {
  await using site = await openSite();
  await using away = serveFakeJsr(SQLITE_DRIVER_VERSION, "");
  await away[Symbol.asyncDispose]();
  const base = away.releases;
  const args = ["run", "--no-check", "-A", "lib/cli/driver/fetch_sqlite_driver.ts", base];
  const { code, err } = await site.tree.deno(args, site.env);
  assertEquals(code, 0);
  assertStringIncludes(err, `${base}${nativeLibraryFilename()} could not be fetched`);
  assertStringIncludes(err, "Without @db/sqlite, node:sqlite does the same work.");
  assertEquals((await site.tree.deno(args, { ...site.env, SQLITE_DRIVER: "node" })).err, "");
  const native = await Deno.stat(`${site.tree.path}/native`).catch(() => undefined);
  assert(native === undefined);
});
