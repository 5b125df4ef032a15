import { EventLoopLag } from "../../../lib/ops/event_loop_lag.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { fakeClock } from "../../helpers/fake_clock.ts";

Deno.test("a loop whose timers run in time is not late, and has a timer only while it is measured", () => {
  const clock = fakeClock();
  const lag = new EventLoopLag(clock);
  for (let i = 0; i < 100; i++) {
    assertEquals(lag.measure(), 0);
    assertEquals(clock.timers, 1);
    clock.advance(7);
  }
  clock.advance(1_000);
  assertEquals(clock.timers, 0);
  assertEquals(lag.measure(), 0);
});

Deno.test("a loop that reaches no timer is late, until it does", () => {
  let now = 0;
  let run = () => {};
  const lag = new EventLoopLag({ now: () => now, after: (_ms, timer) => (run = timer, () => {}) });
  assertEquals(lag.measure(), 0);
  now = 500;
  assert(lag.measure() > 400);
  now = 900;
  assert(lag.measure() > 800);
  run();
  assertEquals(lag.measure(), 0);
});

Deno.test("nothing is left of a measure that was stopped", () => {
  const clock = fakeClock();
  const lag = new EventLoopLag(clock);
  lag.measure();
  lag.stop();
  assertEquals(clock.timers, 0);
});
