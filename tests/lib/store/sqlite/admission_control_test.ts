import { MAX_WAIT_MS, MAX_WAITING_CALLS } from "../../../../lib/store/sqlite/admission_control.ts";
import type { OperationCall, Operations } from "../../../../lib/store/sqlite/operations/batch.ts";
import { BatchingWorker } from "../../../../lib/store/sqlite/worker_client.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { createGuests, logOf, messageInput } from "../../../contract/store/fixtures.ts";
import { assert, assertEquals } from "../../../helpers/assert.ts";
import { withTempDir } from "./temp_dir.ts";

const operations = {
  say: (_db: unknown, value: number): number => value,
  end: (_db: unknown, value: number): number => value,
} satisfies Operations;

const MAX_BATCH_SIZE = 1_000;

/** A lane whose worker answers a batch only when it is told to, and whose clock is moved by hand. */
class SlowWorkerClient {
  now = 0;
  /** What the worker did, in order. */
  readonly done: number[] = [];
  readonly client: BatchingWorker<typeof operations>;
  #batch: OperationCall[] | undefined;
  readonly #worker = {
    onmessage: (_event: { data: unknown }) => {},
    postMessage: (batch: OperationCall[]) => void (this.#batch = batch),
    terminate() {},
  };

  constructor() {
    const worker = this.#worker as unknown as Worker;
    this.client = new BatchingWorker(worker, MAX_BATCH_SIZE, {
      sheddable: new Set(["say"]),
      now: () => this.now,
    });
  }

  /** Says `count` numbers from `from` on; tells how many were refused at once. */
  async post(from: number, count: number): Promise<number> {
    let busy = 0;
    for (let i = from; i < from + count; i++) {
      this.client.call("say", i).catch(({ code }) => busy += code === "busy" ? 1 : 0);
    }
    await turn();
    return busy;
  }

  /** Lets the worker finish the batch that it has, after a while. */
  async answer(ms: number): Promise<void> {
    this.now += ms;
    const values = this.#batch!.map(([, [value]]) => value as number);
    this.done.push(...values);
    this.#worker.onmessage({ data: values.map((value) => ({ value })) });
    await turn();
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

Deno.test("a queue that is full refuses what comes, keeps all that it took, and does it in order", async () => {
  const slow = new SlowWorkerClient();
  await slow.post(0, 1);
  assertEquals(await slow.post(1, MAX_WAITING_CALLS), 0);
  assertEquals(await slow.post(-1, 50), 50);
  while (slow.done.length <= MAX_WAITING_CALLS) await slow.answer(1);
  assertEquals(slow.done, numbers(MAX_WAITING_CALLS + 1));
});

Deno.test("while the oldest call has waited too long nothing new is taken, and then it is again", async () => {
  const slow = new SlowWorkerClient();
  await slow.post(0, 2);
  slow.now += MAX_WAIT_MS;
  assertEquals(await slow.post(2, 1), 0);
  slow.now += 1;
  assertEquals(await slow.post(-1, 1), 1);
  while (slow.done.length < 3) await slow.answer(1);
  assertEquals(await slow.post(3, 1), 0);
  await slow.answer(1);
  assertEquals(slow.done, numbers(4));
});

Deno.test("what would have to wait too long is refused before it waits", async () => {
  const slow = new SlowWorkerClient();
  await slow.post(0, 1);
  assertEquals(await slow.post(1, 8 * MAX_BATCH_SIZE), 0);
  // Each batch takes 300 ms, so that a second holds three of them and not eight.
  for (let i = 0; i < 5; i++) await slow.answer(300);
  assertEquals(slow.done.length, 1 + 4 * MAX_BATCH_SIZE);
  const rejectedCount = await slow.post(0, 2 * MAX_BATCH_SIZE);
  assert(rejectedCount > 0, "the queue took more than it can do in a second");
});

Deno.test("one slow batch does not close a queue that is nearly empty", async () => {
  const slow = new SlowWorkerClient();
  await slow.post(0, 1);
  await slow.answer(900);
  await slow.post(1, 1);
  assertEquals(await slow.post(2, MAX_BATCH_SIZE - 1), 0);
});

Deno.test("what ends a session waits for its turn, whatever waits before it", async () => {
  const slow = new SlowWorkerClient();
  await slow.post(0, MAX_WAITING_CALLS + 1);
  slow.now += MAX_WAIT_MS + 1;
  assertEquals(await slow.post(-1, 1), 1);
  const ended = slow.client.call("end", 7);
  await turn();
  while (slow.done.at(-1) !== 7) await slow.answer(1);
  assertEquals(await ended, 7);
});

Deno.test("a flooded store keeps what it took, once and in order, and what it refused not at all", async () => {
  await withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    await createGuests(store, "ann");
    const ids = numbers(MAX_WAITING_CALLS + 500).map((i) => `m${i}`);
    const results = await Promise.allSettled(
      ids.map((id) => store.appendMessage(messageInput("ann", id))),
    );
    const taken = ids.filter((_, i) => results[i]!.status === "fulfilled");
    const errors = results.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
    assertEquals(taken.length, MAX_WAITING_CALLS);
    assert(errors.every((error) => error instanceof StoreError && error.code === "busy"));
    assertEquals((await logOf(store)).map(({ id }) => id), taken);
    const again = await store.appendMessage(messageInput("ann", ids.at(-1)!));
    assertEquals(again.kind, "stored");
    await store.close();
  });
});
