import { SlowMode } from "../../../../lib/chat/messages/slow_mode.ts";
import { assert, assertEquals } from "../../../helpers/assert.ts";

Deno.test("a member waits for the time of a slow room, and no other member does", () => {
  let now = 0;
  const slowMode = new SlowMode(() => now);
  slowMode.charge("den ann", 5);
  now = 2_000;
  assertEquals([slowMode.waitOf("den ann"), slowMode.waitOf("den bob")], [3_000, 0]);
  now = 5_000;
  assertEquals(slowMode.waitOf("den ann"), 0);
});

Deno.test("a charge that is taken back counts no more, and one that followed it does", () => {
  let now = 0;
  const slowMode = new SlowMode(() => now);
  const refund = slowMode.charge("den ann", 5);
  now = 5_000;
  slowMode.charge("den ann", 5);
  refund();
  assertEquals(slowMode.waitOf("den ann"), 5_000);
  slowMode.charge("den bob", 5)();
  assertEquals(slowMode.waitOf("den bob"), 0);
});

Deno.test("members whose time is over are forgotten, and nobody who waits is", () => {
  let now = 0;
  const slowMode = new SlowMode(() => now);
  slowMode.charge("den ann", 100_000);
  for (let n = 0; n < 50_000; n++) {
    now += 10;
    slowMode.charge(`den ${n}`, 1);
  }
  assert(slowMode.size <= 2_000, `${slowMode.size} members`);
  assert(slowMode.waitOf("den ann") > 0);
});
