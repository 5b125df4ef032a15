import config from "../../../deno.json" with { type: "json" };
import {
  NATIVE_LIBRARY_DIR,
  nativeLibraryFilename,
  SQLITE_DRIVER_RELEASE_URL,
  SQLITE_DRIVER_VERSION,
  verifyNativeLibrary,
} from "../../../lib/ops/sqlite_native_library.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../../helpers/assert.ts";
import { createLibraryDir } from "../../helpers/native_library.ts";

Deno.test("@db/sqlite has one exact version, which the library's folder and its URL have, too", () => {
  assertMatch(config.imports["@db/sqlite"], /^jsr:@db\/sqlite@\d+\.\d+\.\d+$/);
  assertEquals(config.imports["@db/sqlite"], `jsr:@db/sqlite@${SQLITE_DRIVER_VERSION}`);
  assert(NATIVE_LIBRARY_DIR.endsWith(`/native/${SQLITE_DRIVER_VERSION}`));
  assert(SQLITE_DRIVER_RELEASE_URL.endsWith(`/${SQLITE_DRIVER_VERSION}/`));
});

Deno.test("libraryName() names the files as the releases of @db/sqlite do", () => {
  const names = [["linux", "x86_64"], ["linux", "aarch64"], ["darwin", "aarch64"], [
    "windows",
    "x86_64",
  ]].map(([os, arch]) => nativeLibraryFilename({ os: os!, arch: arch! }));
  assertEquals(names, [
    "libsqlite3.so",
    "libsqlite3_aarch64.so",
    "libsqlite3_aarch64.dylib",
    "sqlite3.dll",
  ]);
});

Deno.test("checkLibrary() takes the file that was fetched", async () => {
  await using folder = await createLibraryDir("a library");
  assertEquals(await verifyNativeLibrary(folder.path), { path: folder.library });
});

Deno.test("checkLibrary() refuses a file that is not what was fetched, with both hashes", async () => {
  await using folder = await createLibraryDir("a library");
  await Deno.writeTextFile(folder.library, "another library");
  const found = await verifyNativeLibrary(folder.path);
  assert("problem" in found && found.isChanged);
  assertStringIncludes(found.problem, `${folder.library} is not the file that was fetched first`);
  assertMatch(found.problem, /is [0-9a-f]{64}, not [0-9a-f]{64}\. .*`deno task driver`/);
});

Deno.test("checkLibrary() says what is missing, the library or its hash", async () => {
  await using folder = await createLibraryDir("a library");
  await Deno.remove(folder.record);
  const noHash = { problem: `${folder.record} is not there: \`deno task driver\` fetches it` };
  assertEquals(await verifyNativeLibrary(folder.path), { ...noHash, isChanged: false });
  await Deno.remove(folder.library);
  const noFile = { problem: `${folder.library} is not there: \`deno task driver\` fetches it` };
  assertEquals(await verifyNativeLibrary(folder.path), { ...noFile, isChanged: false });
});

Deno.test("checkLibrary() takes no library over a damaged hash", async () => {
  for (const text of ["", "{}", "null", '{"sha256": ""}', '{"sha256": ["a"]}']) {
    await using folder = await createLibraryDir("a library");
    await Deno.writeTextFile(folder.record, text);
    const found = await verifyNativeLibrary(folder.path);
    assert("problem" in found, text);
    assertStringIncludes(found.problem, "cannot be checked");
  }
});

Deno.test("giveBackFfi() ends the right to FFI, unless everything was granted", async () => {
  const file = new URL("./revoke_ffi_program.ts", import.meta.url).pathname;
  const stateWith = async (grant: string) => {
    const args = ["run", "--no-check", "--no-prompt", "--lock=tests/deno.lock", grant, file];
    const cwd = new URL("../../../", import.meta.url);
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  assertEquals(await stateWith("--allow-ffi"), "prompt");
  assertEquals(await stateWith("-A"), "granted");
});
