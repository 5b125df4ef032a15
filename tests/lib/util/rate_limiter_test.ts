import { RateLimiter, TokenBucket } from "../../../lib/util/rate_limiter.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

Deno.test("a bucket gives its burst at once, then its rate, and says how long to wait", () => {
  const bucket = new TokenBucket(2, 3, 0);
  assertEquals([bucket.consume(0), bucket.consume(0), bucket.consume(0)], [0, 0, 0]);
  assertEquals(bucket.consume(0), 0.5);
  assertEquals(bucket.consume(500), 0);
  assert(bucket.consume(500) > 0);
});

Deno.test("a bucket never holds more than its burst, however long it rests", () => {
  const bucket = new TokenBucket(1, 2, 0);
  assertEquals([bucket.consume(1e9), bucket.consume(1e9)], [0, 0]);
  assert(bucket.consume(1e9) > 0);
});

Deno.test("a token that is given back can be taken again, and never makes more than the burst", () => {
  const bucket = new TokenBucket(1, 1, 0);
  bucket.consume(0);
  bucket.refund();
  bucket.refund();
  assertEquals(bucket.consume(0), 0);
  assert(bucket.consume(0) > 0);
  const limiter = new RateLimiter(1, 1, () => 0);
  limiter.refund("a");
  limiter.consume("a");
  limiter.refund("a");
  assertEquals(limiter.consume("a"), 0);
});

Deno.test("a limiter keeps keys apart", () => {
  const limiter = new RateLimiter(1, 1, () => 0);
  assertEquals(limiter.consume("a"), 0);
  assert(limiter.consume("a") > 0);
  assertEquals(limiter.consume("b"), 0);
});

Deno.test("a limiter that is swept still refuses whoever is over the limit", () => {
  let now = 0;
  const limiter = new RateLimiter(1, 1, () => now);
  for (let n = 0; n < 999; n++) limiter.consume(`early ${n}`);
  now = 5_000;
  limiter.consume("late");
  limiter.consume("one more, which sweeps");
  assert(limiter.consume("late") > 0);
});
