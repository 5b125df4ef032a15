import config from "../../../deno.json" with { type: "json" };
import { assert, assertEquals } from "../../helpers/assert.ts";
import { jsonRequest, SETUP_TOKEN, setUpAdminByToken } from "../../helpers/test_person.ts";
import { residentBytes, spawnServer } from "../../helpers/server_process.ts";

const SIGN_INS = 100;
const GROWTH_MAX_BYTES = 100_000_000;

/** The variables that a task sets for the server that it starts. */
function variablesOf(command: string): Record<string, string> {
  const found = command.match(/((?:\w+=\S+ )+)deno run .*main\.ts/)?.[1] ?? "";
  return Object.fromEntries(found.trim().split(" ").filter(Boolean).map((pair) => pair.split("=")));
}

Deno.test("both tasks that serve set the same variables", () => {
  const { serve, dev } = config.tasks;
  assertEquals(variablesOf(dev.command), variablesOf(serve.command));
});

Deno.test({
  name: "a hundred wrong sign-ins leave less than 100 MB of memory behind",
  // The system's allocator is at fault, and only Linux tells the memory of another process.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
    const server = await spawnServer(dataDir, 0, {
      TRUSTED_PROXIES: "127.0.0.1",
      SETUP_TOKEN,
      ...variablesOf(config.tasks.serve.command),
    });
    const signIn = async (n: number) => {
      const request = jsonRequest({ username: `nobody-${n}`, password: "wrong password" });
      request.headers["x-forwarded-for"] = `198.51.100.${n}`;
      const response = await fetch(`${server.url}/api/signin`, request);
      await response.body?.cancel();
      assertEquals(response.status, 401);
    };
    try {
      await setUpAdminByToken(server);
      await signIn(0);
      const before = await residentBytes(server.pid);
      for (let n = 1; n <= SIGN_INS; n++) await signIn(n);
      const grown = await residentBytes(server.pid) - before;
      assert(before > 0);
      assert(grown < GROWTH_MAX_BYTES, `${Math.round(grown / 1e6)} MB more`);
    } finally {
      await server.kill();
      await Deno.remove(dataDir, { recursive: true });
    }
  },
});
