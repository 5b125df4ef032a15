import { Bucket, RateLimiter } from "../../../lib/util/rate_limiter.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

Deno.test("a bucket gives its burst at once, then its rate, and says how long to wait", () => {
  const bucket = new Bucket(2, 3, 0);
  assertEquals([bucket.take(0), bucket.take(0), bucket.take(0)], [0, 0, 0]);
  assertEquals(bucket.take(0), 0.5);
  assertEquals(bucket.take(500), 0);
  assert(bucket.take(500) > 0);
});

Deno.test("a bucket never holds more than its burst, however long it rests", () => {
  const bucket = new Bucket(1, 2, 0);
  assertEquals([bucket.take(1e9), bucket.take(1e9)], [0, 0]);
  assert(bucket.take(1e9) > 0);
});

Deno.test("a token that is given back can be taken again, and never makes more than the burst", () => {
  const bucket = new Bucket(1, 1, 0);
  bucket.take(0);
  bucket.giveBack();
  bucket.giveBack();
  assertEquals(bucket.take(0), 0);
  assert(bucket.take(0) > 0);
  const limiter = new RateLimiter(1, 1, () => 0);
  limiter.giveBack("a");
  limiter.take("a");
  limiter.giveBack("a");
  assertEquals(limiter.take("a"), 0);
});

Deno.test("a limiter keeps keys apart", () => {
  const limiter = new RateLimiter(1, 1, () => 0);
  assertEquals(limiter.take("a"), 0);
  assert(limiter.take("a") > 0);
  assertEquals(limiter.take("b"), 0);
});

Deno.test("a limiter that is swept still refuses whoever is over the limit", () => {
  let now = 0;
  const limiter = new RateLimiter(1, 1, () => now);
  for (let n = 0; n < 999; n++) limiter.take(`early ${n}`);
  now = 5_000;
  limiter.take("late");
  limiter.take("one more, which sweeps");
  assert(limiter.take("late") > 0);
});
