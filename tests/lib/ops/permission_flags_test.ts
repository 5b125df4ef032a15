import { readConfig } from "../../../lib/ops/config.ts";
import { permissionFlags } from "../../../lib/ops/permission_flags.ts";
import type { NativeLibrary } from "../../../lib/ops/sqlite_native_library.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

const RIGHT: NativeLibrary = { path: "/srv/parley/native/libsqlite3.so" };
const MISSING: NativeLibrary = { problem: "it is not there", isChanged: false };
const CHANGED: NativeLibrary = { problem: "it is another file", isChanged: true };

const flags = (env: Record<string, string>, library: NativeLibrary = MISSING) =>
  permissionFlags(readConfig((name) => env[name]), library);

const isNative = (grants: string[]) => {
  const ffi = grants.filter((flag) => flag.startsWith("--allow-ffi"));
  // The pointers of @db/sqlite need it as a whole.
  assert(ffi.every((flag) => flag === "--allow-ffi"));
  assertEquals(grants.some((flag) => flag.includes("DENO_SQLITE_PATH")), ffi.length > 0);
  return ffi.length > 0;
};

Deno.test("grantsFor() allows one address, one folder and no native code where it is not asked for", () => {
  const env = { SQLITE_DRIVER: "node", DATA_DIR: "/srv/parley", PORT: "80" };
  const grants = flags(env, RIGHT);
  assertEquals(grants.slice(0, 3), [
    "--allow-read=.,/srv/parley",
    "--allow-write=/srv/parley",
    "--allow-net=127.0.0.1:80",
  ]);
  assert(!isNative(grants));
});

for (const driver of ["auto", "db"]) {
  Deno.test(`grantsFor() allows FFI for ${driver} where the native library is what was fetched`, () => {
    const env = { SQLITE_DRIVER: driver };
    assert(isNative(flags(env, RIGHT)));
    assert(!isNative(flags(env, MISSING)));
    assert(!isNative(flags(env, CHANGED)));
  });
}

Deno.test("grantsFor() allows no host but its own, whatever the driver", () => {
  for (const driver of ["auto", "db", "node"]) {
    for (const library of [RIGHT, MISSING, CHANGED]) {
      const net = flags({ SQLITE_DRIVER: driver }, library).filter((flag) =>
        /net|import/.test(flag)
      );
      assertEquals(net, ["--allow-net=127.0.0.1:8000"]);
    }
  }
});

Deno.test("grantsFor() writes an IPv6 address as a flag needs it, and any port when it is 0", () => {
  const net = flags({ HOST: "::1", PORT: "0", SQLITE_DRIVER: "node" })[2];
  assertEquals(net, "--allow-net=[::1]");
});

Deno.test("grantsFor() allows of the system to look for free space and to lower a thread", () => {
  assert(flags({}).includes("--allow-sys=statfs,setPriority"));
});
