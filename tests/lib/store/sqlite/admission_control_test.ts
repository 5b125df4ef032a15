import { MAX_WAIT_MS, MAX_WAITING_CALLS } from "../../../../lib/store/sqlite/admission_control.ts";
import type { Call, Deeds } from "../../../../lib/store/sqlite/operations/batch.ts";
import { Lane } from "../../../../lib/store/sqlite/worker_client.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { guests, logOf, say } from "../../../contract/store/fixtures.ts";
import { assert, assertEquals } from "../../../helpers/assert.ts";
import { withFolder } from "./temp_dir.ts";

const deeds = {
  say: (_db: unknown, value: number): number => value,
  end: (_db: unknown, value: number): number => value,
} satisfies Deeds;

const BATCH = 1_000;

/** A lane whose worker answers a batch only when it is told to, and whose clock is moved by hand. */
class SlowLane {
  now = 0;
  /** What the worker did, in order. */
  readonly done: number[] = [];
  readonly lane: Lane<typeof deeds>;
  #batch: Call[] | undefined;
  readonly #worker = {
    onmessage: (_event: { data: unknown }) => {},
    postMessage: (batch: Call[]) => void (this.#batch = batch),
    terminate() {},
  };

  constructor() {
    const worker = this.#worker as unknown as Worker;
    this.lane = new Lane(worker, BATCH, { sheddable: new Set(["say"]), now: () => this.now });
  }

  /** Says `count` numbers from `from` on; tells how many were refused at once. */
  async say(from: number, count: number): Promise<number> {
    let busy = 0;
    for (let i = from; i < from + count; i++) {
      this.lane.call("say", i).catch(({ code }) => busy += code === "busy" ? 1 : 0);
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
  const slow = new SlowLane();
  await slow.say(0, 1);
  assertEquals(await slow.say(1, MAX_WAITING_CALLS), 0);
  assertEquals(await slow.say(-1, 50), 50);
  while (slow.done.length <= MAX_WAITING_CALLS) await slow.answer(1);
  assertEquals(slow.done, numbers(MAX_WAITING_CALLS + 1));
});

Deno.test("while the oldest call has waited too long nothing new is taken, and then it is again", async () => {
  const slow = new SlowLane();
  await slow.say(0, 2);
  slow.now += MAX_WAIT_MS;
  assertEquals(await slow.say(2, 1), 0);
  slow.now += 1;
  assertEquals(await slow.say(-1, 1), 1);
  while (slow.done.length < 3) await slow.answer(1);
  assertEquals(await slow.say(3, 1), 0);
  await slow.answer(1);
  assertEquals(slow.done, numbers(4));
});

Deno.test("what would have to wait too long is refused before it waits", async () => {
  const slow = new SlowLane();
  await slow.say(0, 1);
  assertEquals(await slow.say(1, 8 * BATCH), 0);
  // Each batch takes 300 ms, so that a second holds three of them and not eight.
  for (let i = 0; i < 5; i++) await slow.answer(300);
  assertEquals(slow.done.length, 1 + 4 * BATCH);
  const refused = await slow.say(0, 2 * BATCH);
  assert(refused > 0, "the queue took more than it can do in a second");
});

Deno.test("one slow batch does not close a queue that is nearly empty", async () => {
  const slow = new SlowLane();
  await slow.say(0, 1);
  await slow.answer(900);
  await slow.say(1, 1);
  assertEquals(await slow.say(2, BATCH - 1), 0);
});

Deno.test("what ends a session waits for its turn, whatever waits before it", async () => {
  const slow = new SlowLane();
  await slow.say(0, MAX_WAITING_CALLS + 1);
  slow.now += MAX_WAIT_MS + 1;
  assertEquals(await slow.say(-1, 1), 1);
  const ended = slow.lane.call("end", 7);
  await turn();
  while (slow.done.at(-1) !== 7) await slow.answer(1);
  assertEquals(await ended, 7);
});

Deno.test("a flooded store keeps what it took, once and in order, and what it refused not at all", async () => {
  await withFolder(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    await guests(store, "ann");
    const ids = numbers(MAX_WAITING_CALLS + 500).map((i) => `m${i}`);
    const results = await Promise.allSettled(ids.map((id) => store.appendMessage(say("ann", id))));
    const taken = ids.filter((_, i) => results[i]!.status === "fulfilled");
    const errors = results.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
    assertEquals(taken.length, MAX_WAITING_CALLS);
    assert(errors.every((error) => error instanceof StoreError && error.code === "busy"));
    assertEquals((await logOf(store)).map(({ id }) => id), taken);
    const again = await store.appendMessage(say("ann", ids.at(-1)!));
    assertEquals(again.kind, "stored");
    await store.close();
  });
});
