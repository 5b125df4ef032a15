import { Readiness } from "../../../lib/ops/readiness.ts";
import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";

Deno.test("whoever asks often whether Parley is ready costs one write a second", async () => {
  let [now, checks] = [0, 0];
  const check = () => Promise.resolve(void checks++);
  const readiness = new Readiness({ check, isStopping: () => false, now: () => now });
  for (; now < 3_000; now += 10) assertEquals(await readiness.notReadyReason(), undefined);
  assertEquals(checks, 3);
});

Deno.test("those who ask while the store is slow share one check", async () => {
  let checks = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = () => (checks++, promise);
  const readiness = new Readiness({ check, isStopping: () => false, now: () => 0 });
  const asked = Array.from({ length: 50 }, () => readiness.notReadyReason());
  resolve();
  assertEquals(new Set(await Promise.all(asked)), new Set([undefined]));
  assertEquals(checks, 1);
});

Deno.test("why Parley is not ready is one word, without a path or a reason of the system", async () => {
  const reasons = {
    unwritable: "storage_unwritable",
    replaced: "storage_replaced",
    damaged: "storage_damaged",
    failed: "storage_failed",
    closed: "stopping",
  } as const;
  for (const [code, reason] of Object.entries(reasons)) {
    const error = new StoreError(code as keyof typeof reasons, "/srv/secret: disk on fire");
    const check = () => Promise.reject(error);
    assertEquals(await new Readiness({ check, isStopping: () => false }).notReadyReason(), reason);
  }
  const check = () => Promise.resolve();
  assertEquals(await new Readiness({ check, isStopping: () => true }).notReadyReason(), "stopping");
});
