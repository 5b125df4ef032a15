import { ErrorDelays } from "../../../lib/ops/error_delays.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { fakeClock } from "../../helpers/fake_clock.ts";

/** Refusals to `who` that have left after so many seconds, of as many as are asked for. */
async function left(asked: number, seconds: number, who: (n: number) => string) {
  const clock = fakeClock();
  const delays = new ErrorDelays(clock);
  let count = 0;
  for (let n = 0; n < asked; n++) void delays.hold(who(n)).then(() => count++);
  await Promise.resolve();
  clock.advance(seconds * 1_000);
  for (let n = 0; n < 10; n++) await Promise.resolve();
  return count;
}

Deno.test("the first refusals leave at once, and those after them within a second", async () => {
  assertEquals(await left(40, 0, () => "eve"), 30);
  assertEquals(await left(40, 0.4, () => "eve"), 30);
  assertEquals(await left(40, 1, () => "eve"), 40);
});

Deno.test("a client that asks again as soon as it is answered gets two answers a second at most", async () => {
  const clock = fakeClock();
  const delays = new ErrorDelays(clock);
  let answers = 0;
  const ask = async () => {
    for (;;) {
      await delays.hold("eve");
      answers++;
    }
  };
  void ask();
  for (let n = 0; n < 100; n++) await Promise.resolve();
  const atOnce = answers;
  for (let n = 0; n < 10_000; n += 10) {
    clock.advance(10);
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  }
  assert(atOnce < 40);
  assert(answers - atOnce <= 20, `${answers - atOnce} in ten seconds`);
});

Deno.test("others are answered at once, and so is everybody while too many wait", async () => {
  assertEquals(await left(100, 0, (n) => `guest-${n}`), 100);
  assertEquals(await left(10_040, 0, () => "eve"), 40);
});
