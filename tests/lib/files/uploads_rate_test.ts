import { Uploads, type UploadsDeps } from "../../../lib/files/uploads.ts";
import { readConfig } from "../../../lib/ops/config.ts";
import { Refused } from "../../../lib/protocol/refused.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";

const ANN = { id: "ann", name: "Ann", role: "client" as const, createdAt: 0, disabled: false };
const HOUR = 60 * 60 * 1_000;

Deno.test("uploads are counted by a clock that nobody sets", async () => {
  const clock = { wall: 1_800_000_000_000, steady: 1_000 };
  const limits = { ...readConfig(() => undefined).files, perHour: 1 };
  const store = { createUpload: () => Promise.resolve("created") };
  const deps = { store, limits, now: () => clock.wall, steady: () => clock.steady };
  const uploads = new Uploads(deps as unknown as UploadsDeps);
  const create = () => uploads.create(ANN, { length: 1, name: "a.txt", claimed: "text/plain" });
  await create();
  clock.wall -= HOUR;
  clock.steady += HOUR - 1_000;
  const error = await assertRejects(create, Refused);
  assertEquals([error.code, Math.round(error.options.retryAfter!)], ["rate_limited", 1]);
  clock.steady += 1_000;
  await create();
});
