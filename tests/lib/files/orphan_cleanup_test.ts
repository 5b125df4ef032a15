import { openDiskBlobStore } from "../../../lib/files/disk_blob_store.ts";
import { UNSENT_FILE_TTL_MS } from "../../../lib/files/upload_ttl.ts";
import { openFileService } from "../../../lib/files/file_service.ts";
import { readConfig } from "../../../lib/ops/config.ts";
import { silentLog } from "../../../lib/ops/log.ts";
import { openSqliteStore } from "../../../lib/store/sqlite/store.ts";
import { account, createGuests, POSTED_AT } from "../../contract/store/fixtures.ts";
import { assertEquals } from "../../helpers/assert.ts";

const ANN = { ...account("ann"), username: "ann" };

/** Files of ann's in a folder, where it is always the same time. */
async function withFiles(
  run: (at: {
    files: ReturnType<typeof openFileService>;
    send: (content: string, part?: string) => Promise<string>;
    /** Uploads and blobs that are on disk. */
    kept: () => Promise<[uploads: number, blobs: number]>;
  }) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "parley-files-" });
  const store = await openSqliteStore({ dir, driver: "node" });
  await createGuests(store, "ann");
  const blobs = await openDiskBlobStore(`${dir}/files`);
  const limits = { ...readConfig(() => undefined).files, maxConcurrentUploads: 1_000 };
  const files = openFileService({ store, blobs, limits, log: silentLog(), now: () => POSTED_AT });
  const send = async (content: string, part = content) => {
    const asked = { length: content.length, name: "a.txt", claimed: "" };
    const { id } = await files.uploads.announce(ANN, asked);
    const body = new Blob([part]).stream();
    await files.uploads.append(ANN, id, { offset: 0, length: undefined, body });
    return id;
  };
  const kept = async (): Promise<[number, number]> => {
    return [(await blobs.listUploads()).length, (await blobs.listBlobs()).length];
  };
  await run({ files, send, kept });
  await files.close();
  await store.close();
  await Deno.remove(dir, { recursive: true });
}

Deno.test("what was never sent, or never came to its end, is gone after a day", async () => {
  await withFiles(async ({ files, send, kept }) => {
    await send("complete");
    await send("broken off", "broken");
    await files.sweep(POSTED_AT + UNSENT_FILE_TTL_MS - 1);
    assertEquals(await kept(), [1, 1]);
    await files.sweep(POSTED_AT + UNSENT_FILE_TTL_MS);
    assertEquals(await kept(), [0, 0]);
    assertEquals((await files.uploads.allowance(ANN)).used, 0);
  });
});

Deno.test("a sweep never takes content that another upload has just brought again", async () => {
  await withFiles(async ({ files, send, kept }) => {
    for (let round = 0; round < 10; round++) {
      const old = await send("the same");
      const [id] = await Promise.all([
        send("the same"),
        files.uploads.cancel(ANN, old),
        files.sweep(POSTED_AT),
        send("the same").then((other) => files.uploads.cancel(ANN, other)),
      ]);
      const { metadata: facts } = await files.uploads.finishedFile(ANN, id);
      const content = await files.blobs.openBlob(facts!.blob);
      assertEquals(await new Response(content).text(), "the same");
      assertEquals(await kept(), [0, 1]);
      await files.uploads.cancel(ANN, id);
      assertEquals(await kept(), [0, 0]);
    }
  });
});
