import { openDiskBlobStore } from "../../../lib/files/disk_blob_store.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { blobsContract } from "../../contract/blobs.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";

blobsContract("disk", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-blobs-" });
  return {
    blobs: await openDiskBlobStore(dir),
    reopen: () => openDiskBlobStore(dir),
    dispose: () => Deno.remove(dir, { recursive: true }),
  };
});

Deno.test("what finds the disk full is refused, and gives back the room that it has taken", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-blobs-" });
  const blobs = await openDiskBlobStore(dir);
  async function* chunks() {
    yield new Uint8Array(1_000);
    await Promise.reject(Object.assign(new Error("no space left"), { code: "ENOSPC" }));
  }
  const error = await assertRejects(() => blobs.appendToUpload("large", chunks()), ChatError);
  assertEquals(error.code, "over_quota");
  assertEquals(await blobs.listUploads(), []);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("content on disk is for its owner alone", async () => {
  const parent = await Deno.makeTempDir({ prefix: "parley-blobs-" });
  const dir = `${parent}/files`;
  const hash = await (await openDiskBlobStore(dir)).putBlob(new Uint8Array([1]));
  const mode = async (path: string) => (await Deno.stat(path)).mode! & 0o777;
  assertEquals(await mode(dir), 0o700);
  assertEquals(await mode(`${dir}/parts`), 0o700);
  assertEquals(await mode(`${dir}/${hash.slice(0, 2)}`), 0o700);
  assertEquals(await mode(`${dir}/${hash.slice(0, 2)}/${hash}`), 0o600);
  await Deno.remove(parent, { recursive: true });
});
