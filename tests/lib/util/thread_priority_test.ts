import { HashThread } from "../../../lib/auth/hash_thread.ts";
import { argon2id, type Cost } from "../../../lib/auth/argon2id.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { SETUP_TOKEN, setUpAdminByToken } from "../../helpers/test_person.ts";
import { phonePhoto } from "../../helpers/test_images.ts";
import { spawnServer } from "../../helpers/server_process.ts";
import { tryUpload } from "../../helpers/test_upload.ts";

const CHEAP: Cost = { memory: 8, passes: 1, lanes: 1 };

/** Of each thread of a process that runs a module of its own, how it yields: 0 usual, 19 most. */
async function nicenessOf(pid: number): Promise<number[]> {
  const args = ["-L", "-o", "ni=,comm=", "-p", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  const lines = new TextDecoder().decode(stdout).split("\n").map((line) => line.trim());
  return lines.filter((line) => / (deno|worker-\d+)$/.test(line)).map((line) => parseInt(line))
    .sort((a, b) => a - b);
}

Deno.test({
  name: "hashes and pictures are made on threads that yield to those of messages",
  // Elsewhere a thread has no priority of its own.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
    const server = await spawnServer(dataDir, 0, { SETUP_TOKEN });
    try {
      const boss = await setUpAdminByToken(server);
      const { status } = await tryUpload(boss, phonePhoto(), { name: "a.jpg", type: "image/jpeg" });
      assertEquals(status, 200);
      await boss.json("/api/search?q=hello");
      const niceness = await nicenessOf(server.pid);
      assertEquals(niceness.slice(-2), [5, 5]);
      // The main thread, and those that write and read the store.
      assertEquals(niceness.filter((one) => one === 0).length >= 3, true);
    } finally {
      await server.kill();
      await Deno.remove(dataDir, { recursive: true });
    }
  },
});

Deno.test("a hash of the other thread is that of this one", async () => {
  const thread = new HashThread();
  const salt = new Uint8Array(16);
  const made = await Promise.all(["one", "two"].map((one) => thread.derive(one, CHEAP, salt)));
  assertEquals(made[0], await argon2id("one", CHEAP, salt));
  assertEquals(made[1], await argon2id("two", CHEAP, salt));
  thread.close();
});

Deno.test("hashes are made here when the other thread cannot run", async () => {
  const url = URL.createObjectURL(new Blob(["throw new Error('broken')"]));
  let starts = 0;
  const thread = new HashThread(() => {
    starts++;
    return new Worker(url, { type: "module" });
  });
  const salt = new Uint8Array(16);
  for (const password of ["one", "two"]) {
    const made = await thread.derive(password, CHEAP, salt);
    assertEquals(made, await argon2id(password, CHEAP, salt));
  }
  assert(starts === 1);
  URL.revokeObjectURL(url);
});
