import type { Operations } from "../../../../lib/store/sqlite/operations/batch.ts";
import { BatchingWorker } from "../../../../lib/store/sqlite/worker_client.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects } from "../../../helpers/assert.ts";

const operations = { echo: (_db: unknown, value: string): string => value } satisfies Operations;

/** A lane to a worker that runs `code` for every request, which it sees as `data`. */
function startClient(code: string, maxBatchSize = 100): BatchingWorker<typeof operations> {
  const source = `self.onmessage = ({ data }) => { ${code} };`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  URL.revokeObjectURL(url);
  return new BatchingWorker(worker, maxBatchSize);
}

const ECHO = `
  if (data === "close") self.postMessage([{ value: undefined }]);
  else self.postMessage(data.map(([name, [value]]) => value === "bad"
    ? { error: "it is bad", code: "failed" } : { value: value + " of " + data.length }));`;
const CRASH = `
  if (data.some?.(([name, [value]]) => value === "crash")) throw new Error("out of luck");
  ${ECHO}`;

Deno.test("a lane sends what waits in one batch, up to its most, in order", async () => {
  const echo = startClient(ECHO, 3);
  const results = await Promise.all(["a", "b", "c", "d"].map((one) => echo.call("echo", one)));
  assertEquals(results, ["a of 3", "b of 3", "c of 3", "d of 1"]);
  assertEquals(await echo.call("echo", "e"), "e of 1");
  assertEquals(echo.counts, { calls: 5, batches: 3 });
  await echo.close();
});

Deno.test("a lane tells a call's failure to that call alone", async () => {
  const echo = startClient(ECHO);
  const [good, bad] = await Promise.allSettled([
    echo.call("echo", "a"),
    echo.call("echo", "bad"),
  ]);
  assertEquals(good, { status: "fulfilled", value: "a of 2" });
  assert(bad.status === "rejected" && bad.reason instanceof StoreError);
  assertEquals(bad.reason.message, "echo failed: it is bad.");
  await echo.close();
});

Deno.test("a worker that crashes rejects what it had and all that comes, and hangs nothing", async () => {
  const crash = startClient(CRASH, 1);
  assertEquals(await crash.call("echo", "a"), "a of 1");
  const calls = ["crash", "b", "c"].map((one) => crash.call("echo", one));
  for (const result of await Promise.allSettled(calls)) {
    assert(result.status === "rejected" && result.reason instanceof StoreError);
    assertEquals(result.reason.code, "failed");
    assert(result.reason.message.includes("out of luck"));
  }
  const error = await assertRejects(() => crash.call("echo", "later"), StoreError);
  assertEquals(error.code, "failed");
  await assertRejects(() => crash.request("anything"), StoreError);
  await crash.close();
  assertEquals((await assertRejects(() => crash.call("echo", "x"), StoreError)).code, "closed");
});

Deno.test("a worker that does not start rejects its first request", async () => {
  const worker = new Worker("data:text/javascript,throw new Error('no start')", { type: "module" });
  const broken = new BatchingWorker<typeof operations>(worker, 1);
  const error = await assertRejects(() => broken.request({}), StoreError);
  assertEquals(error.code, "failed");
  await broken.close();
});

Deno.test("a call that cannot be sent is refused, and the lane goes on", async () => {
  const echo = startClient(ECHO);
  const unsendable = (() => {}) as unknown as string;
  assertEquals(
    (await assertRejects(() => echo.call("echo", unsendable), StoreError)).code,
    "failed",
  );
  assertEquals(await echo.call("echo", "a"), "a of 1");
  await echo.close();
});
