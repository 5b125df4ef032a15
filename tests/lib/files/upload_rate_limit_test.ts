import { Uploads, type UploadsDeps } from "../../../lib/files/uploads.ts";
import { readConfig } from "../../../lib/ops/config.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";

const ANN = {
  id: "ann",
  username: "ann",
  name: "Ann",
  role: "client" as const,
  createdAt: 0,
  disabled: false,
};
const { username: _, ...NAMELESS } = ANN;
const EVE = { ...NAMELESS, id: "eve" };
const HOUR = 60 * 60 * 1_000;

Deno.test("uploads are counted by a clock that nobody sets", async () => {
  const clock = { wall: 1_800_000_000_000, steady: 1_000 };
  const limits = { ...readConfig(() => undefined).files, uploadsPerHour: 1 };
  const store = { createUpload: () => Promise.resolve("created") };
  const deps = { store, limits, now: () => clock.wall, monotonicNow: () => clock.steady };
  const uploads = new Uploads(deps as unknown as UploadsDeps);
  const create = () => uploads.announce(ANN, { length: 1, name: "a.txt", claimed: "text/plain" });
  await create();
  clock.wall -= HOUR;
  clock.steady += HOUR - 1_000;
  const error = await assertRejects(create, ChatError);
  assertEquals([error.code, Math.round(error.details.retryAfter!)], ["rate_limited", 1]);
  clock.steady += 1_000;
  await create();
});

/** How many uploads an account can announce and send in one moment, when each is refused or is none. */
async function uploadsAtOnce(account: typeof ANN | typeof EVE, process: () => Promise<unknown>) {
  const limits = { ...readConfig(() => undefined).files, uploadsPerHour: 600 };
  const store = {
    createUpload: () => Promise.resolve("created"),
    findFile: (id: string) => Promise.resolve({ id, account: account.id, length: 1 }),
    dropUpload: () => Promise.resolve(),
  };
  const blobs = {
    uploadedBytes: () => Promise.resolve(1),
    deleteUpload: () => Promise.resolve(),
  };
  const processor = { process, deleteUnreferenced: () => Promise.resolve() };
  const deps = { store, blobs, processor, limits, now: Date.now, monotonicNow: () => 0 };
  const uploads = new Uploads(deps as unknown as UploadsDeps);
  let count = 0;
  try {
    for (;;) {
      const { id } = await uploads.announce(account, { length: 1, name: "a.png", claimed: "" });
      count++;
      await uploads.append(account, id, { offset: 1, length: 0, body: null }).catch(() => {});
    }
  } catch (error) {
    assertEquals(error instanceof ChatError && error.code, "rate_limited");
    return count;
  }
}

const broken = () => Promise.reject(new ChatError("picture_broken"));
const busy = () => Promise.reject(new ChatError("busy_pictures"));

Deno.test("a guest may send the files of two messages at once, and people those of an hour", async () => {
  assertEquals(await uploadsAtOnce(EVE, () => Promise.resolve({})), 20);
  assertEquals(await uploadsAtOnce(ANN, () => Promise.resolve({})), 600);
});

Deno.test("what may not be sent counts as six uploads, and what the server refused as one", async () => {
  // The last few are too few to be counted so.
  assertEquals(await uploadsAtOnce(EVE, broken), 3 + 2);
  assertEquals(await uploadsAtOnce(ANN, broken), 100);
  assertEquals(await uploadsAtOnce(EVE, busy), 20);
});
