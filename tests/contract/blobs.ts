import type { BlobStore } from "../../lib/files/blob_store.ts";
import { assert, assertEquals, assertRejects } from "../helpers/assert.ts";

/** Blobs of their own for one test. */
export interface Opened {
  blobs: BlobStore;
  /** Opens them again over the same data, as after a crash. */
  reopen(): Promise<BlobStore>;
  dispose(): Promise<void>;
}

/** SHA-256 of "hello world" (sha256sum). */
const HELLO = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

/** Holds an adapter to every guarantee of the port. */
export function blobsContract(name: string, open: () => Promise<Opened>): void {
  const test = (title: string, run: (opened: Opened) => Promise<void>) =>
    Deno.test(`${name}: ${title}`, async () => {
      const opened = await open();
      try {
        await run(opened);
      } finally {
        await opened.dispose();
      }
    });

  test("an upload comes in parts, and becomes a blob by the name of its hash", async ({ blobs }) => {
    assertEquals(await blobs.uploadedBytes("u1"), 0);
    assertEquals(await blobs.appendToUpload("u1", chunks("hello", " ")), 6);
    assertEquals(await blobs.uploadedBytes("u1"), 6);
    assertEquals(await blobs.appendToUpload("u1", chunks("world")), 11);
    assertEquals(textOf(await blobs.readUpload("u1", 5)), "hello");
    assertEquals(textOf(await blobs.readUpload("u1")), "hello world");
    assertEquals(await blobs.finalizeUpload("u1"), HELLO);
    assertEquals(await contentOf(blobs, HELLO), "hello world");
    assertEquals([await blobs.listUploads(), await blobs.listBlobs()], [[], [HELLO]]);
  });

  test("an upload goes on after a crash, with the same name in the end", async ({ blobs, reopen }) => {
    await blobs.appendToUpload("u1", chunks("hello "));
    const again = await reopen();
    assertEquals(await again.uploadedBytes("u1"), 6);
    await again.appendToUpload("u1", chunks("world"));
    assertEquals(await (await reopen()).finalizeUpload("u1"), HELLO);
  });

  test("a part that breaks off is kept as far as it came", async ({ blobs }) => {
    const cut = async function* () {
      yield* chunks("hello ");
      throw new Error("cut");
    };
    await assertRejects(() => blobs.appendToUpload("u1", cut()), Error, "cut");
    assertEquals(await blobs.uploadedBytes("u1"), 6);
    await blobs.appendToUpload("u1", chunks("world"));
    assertEquals(await blobs.finalizeUpload("u1"), HELLO);
  });

  test("the same content is kept once, however it comes", async ({ blobs }) => {
    await blobs.appendToUpload("u1", chunks("hello world"));
    await blobs.appendToUpload("u2", chunks("hello", " world"));
    const names = [
      await blobs.putBlob(bytes("hello world")),
      await blobs.finalizeUpload("u1"),
      await blobs.finalizeUpload("u2"),
    ];
    assertEquals(names, [HELLO, HELLO, HELLO]);
    assertEquals([await blobs.listUploads(), await blobs.listBlobs()], [[], [HELLO]]);
  });

  test("any part of a blob can be read, and a blob that is not there cannot", async ({ blobs }) => {
    await blobs.putBlob(bytes("hello world"));
    assertEquals(await contentOf(blobs, HELLO, { start: 4, end: 6 }), "o w");
    assertEquals(await contentOf(blobs, HELLO, { start: 10, end: 10 }), "d");
    assertEquals(await blobs.openBlob("0".repeat(64)), undefined);
    const abandoned = await blobs.openBlob(HELLO, { start: 0, end: 10 });
    await abandoned?.cancel();
  });

  test("what is forgotten is gone, and forgetting it again does nothing", async ({ blobs }) => {
    await blobs.appendToUpload("u1", chunks("hello"));
    await blobs.putBlob(bytes("hello world"));
    for (let n = 0; n < 2; n++) {
      await blobs.deleteUpload("u1");
      await blobs.deleteBlob(HELLO);
      assertEquals([await blobs.listUploads(), await blobs.listBlobs()], [[], []]);
    }
    assertEquals(await blobs.appendToUpload("u1", chunks("new")), 3);
    await blobs.putBlob(bytes("hello world"));
    assertEquals(await contentOf(blobs, HELLO), "hello world");
  });

  test("a name that leads elsewhere is refused", async ({ blobs }) => {
    for (const name of ["../a", "a/b", "", "..", "a\0b", "a".repeat(65)]) {
      await assertRejects(async () => await blobs.openBlob(name), TypeError);
      await assertRejects(async () => await blobs.uploadedBytes(name), TypeError);
    }
  });

  test("large content comes back as it was", async ({ blobs }) => {
    const part = Uint8Array.from({ length: 70_001 }, (_, n) => (n * n) >> 3);
    await blobs.appendToUpload(
      "u1",
      async function* () {
        for (let n = 0; n < 30; n++) yield await Promise.resolve(part);
      }(),
    );
    const stream = await blobs.openBlob(await blobs.finalizeUpload("u1"));
    assert(stream);
    const all = await new Response(stream).bytes();
    assertEquals(all.length, 30 * part.length);
    assertEquals(all.slice(-part.length), part);
  });
}

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(bytes(text));
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

async function contentOf(blobs: BlobStore, blob: string, range?: { start: number; end: number }) {
  return await new Response(await blobs.openBlob(blob, range)).text();
}
