import { readConfig } from "../../../lib/ops/config.ts";
import { grantsFor } from "../../../lib/ops/grants.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

const flags = (env: Record<string, string>) => grantsFor(readConfig((name) => env[name]));

Deno.test("grantsFor() allows one address, one folder and no native code where it is not asked for", () => {
  const grants = flags({ SQLITE_DRIVER: "node", DATA_DIR: "/srv/parley", PORT: "80" });
  assertEquals(grants.slice(0, 3), [
    "--allow-read=.,/srv/parley",
    "--allow-write=/srv/parley",
    "--allow-net=127.0.0.1:80",
  ]);
  assert(!grants.some((flag) => flag.startsWith("--allow-ffi")));
  assert(!grants.some((flag) => flag.includes("github")));
});

Deno.test("grantsFor() lets @db/sqlite load its native library", () => {
  const grants = flags({});
  assert(grants.includes("--allow-ffi"));
  assert(grants.some((flag) => flag.includes("DENO_SQLITE_PATH")));
});

Deno.test("grantsFor() writes an IPv6 address as a flag needs it, and any port when it is 0", () => {
  const net = flags({ HOST: "::1", PORT: "0", SQLITE_DRIVER: "node" })[2];
  assertEquals(net, "--allow-net=[::1]");
});
