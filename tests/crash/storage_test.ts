import { assert, assertEquals, assertStringIncludes } from "../helpers/assert.ts";
import { withReadOnly } from "../helpers/temp_mount.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";

const MAIN = new URL("../../main.ts", import.meta.url).pathname;
const SHIM = new URL("../helpers/failing_sync.c", import.meta.url).pathname;

/** Compiles the library that lets syncs fail; `undefined` where there is no compiler. */
async function compileShim(dir: string): Promise<string | undefined> {
  const library = `${dir}/failing_sync.so`;
  try {
    const args = ["-shared", "-fPIC", "-o", library, SHIM, "-ldl"];
    const { success } = await new Deno.Command("cc", { args, stderr: "null" }).output();
    if (success) return library;
  } catch {
    // There is none.
  }
  console.log("skipped: there is no C compiler, or none that makes shared libraries");
  return undefined;
}

/** Asks until the answer is the one that is waited for, or until half a minute has passed. */
async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + 30_000;
  let answer = await ask();
  while (!isDone(answer) && performance.now() < end) answer = await ask();
  return answer;
}

const countOf = (text: string, part: string) => text.split(part).length - 1;

Deno.test("while syncs fail nothing is acknowledged, /readyz says so, the log has one line, and it heals", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const library = await compileShim(dir);
  if (!library) return await Deno.remove(dir, { recursive: true });
  const flag = `${dir}/fail`;
  const env = { LD_PRELOAD: library, FAIL_SYNC: flag };
  const server = await spawnServer(`${dir}/data`, 0, env);
  const ready = async () => {
    const response = await fetch(`${server.url}/readyz`);
    return [response.status, (await response.json()).reason];
  };
  const wire = await (await signInAsGuest(server)).connect();
  await wire.join();
  await wire.post("before");
  assertEquals(await ready(), [200, undefined]);

  await Deno.writeTextFile(flag, "");
  const ids = Array.from({ length: 40 }, (_, i) => `m${i}`);
  for (const id of ids) wire.send({ type: "message", room: "lobby", id, content: "lost" });
  for (const id of ids) {
    const error = await wire.next("error", ({ ref }) => ref === id);
    assertEquals([error.code, error.retryAfter], ["unavailable", 1]);
  }
  assertEquals(await until(ready, ([status]) => status !== 200), [503, "storage_unwritable"]);

  await Deno.remove(flag);
  await until(ready, ([status]) => status === 200);
  await wire.post("after", "lobby", ids[0]!);
  assertEquals(wire.frames.filter((frame) => frame.includes('"lost"')), []);
  await wire.close();
  await server.terminate();
  assertEquals(countOf(server.output(), "Nothing can be stored"), 1);
  assertEquals(countOf(server.output(), "Messages can be stored again"), 1);
  assertEquals(countOf(server.output(), "A frame failed"), 0);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("who removes the data folder of a server is told by /readyz and by the log what to do", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await spawnServer(dir);
  const wire = await (await signInAsGuest(server)).connect();
  await wire.join();
  await Deno.remove(dir, { recursive: true });
  const began = performance.now();
  let late = 0;
  for (let i = 0;; i++) {
    const id = `m${i}`;
    wire.send({ type: "message", room: "lobby", id, content: "lost" });
    const isRejected = await Promise.race([
      wire.next("message", (message) => message.id === id).then(() => false),
      wire.next("error", ({ ref }) => ref === id).then(() => true),
    ]);
    if (isRejected) break;
    if (performance.now() - began > 1_000) late++;
    assert(late < 100, "nothing was noticed");
  }
  assertEquals(late, 0);
  const response = await fetch(`${server.url}/readyz`);
  assertEquals([response.status, (await response.json()).reason], [503, "storage_replaced"]);
  wire.socket.close();
  await server.terminate();
  assertEquals(countOf(server.output(), "Nothing can be stored"), 1);
  assertStringIncludes(server.output(), "restart Parley");
});

Deno.test("a folder that cannot be written ends the start with a sentence, not with a stack", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  await withReadOnly(dir, async (folder) => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-check", "-A", MAIN],
      env: { DATA_DIR: folder, PORT: "0", HOST: "127.0.0.1", SQLITE_DRIVER: "node" },
    }).output();
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    assertEquals([code, lines.length], [1, 1]);
    assertStringIncludes(lines[0]!, "Parley cannot open its data: ");
    assertStringIncludes(lines[0]!, "set DATA_DIR to another folder");
  });
  await Deno.remove(dir, { recursive: true });
});
