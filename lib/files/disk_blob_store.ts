import { createHash, type Hash } from "node:crypto";
import { newId } from "../protocol/ids.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { BlobStore } from "./blob_store.ts";
import type { ByteRange } from "./byte_ranges.ts";

/** Bytes that are read at once. */
const FILE_CHUNK_BYTES = 64 * 1024;

/** Bytes of an upload after which the disk is waited for, so that a write never has to. */
const UPLOAD_SYNC_INTERVAL_BYTES = 8 * 2 ** 20;

/** Where names of others must not lead out of. */
const SAFE_BLOB_NAME = /^[0-9a-z]{1,64}$/;

/**
 * Blobs in a folder, which is made when it does not exist: `ab/abcd…` for each, and `parts/` for uploads.
 * One process at a time may use it.
 */
export async function openDiskBlobStore(dir: string): Promise<BlobStore> {
  await Deno.mkdir(`${dir}/parts`, { recursive: true, mode: 0o700 });
  return new DiskBlobStore(dir);
}

class DiskBlobStore implements BlobStore {
  /** Hashes of uploads that are under way, and up to where; what is not here is read again. */
  #hashes = new Map<string, { hash: Hash; length: number }>();

  constructor(private readonly dir: string) {}

  async uploadedBytes(upload: string): Promise<number> {
    return await undefinedIfMissing(Deno.stat(this.#uploadPath(upload)).then(({ size }) => size)) ??
      0;
  }

  appendToUpload(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    return this.#dropUploadWhenFull(upload, () => this.#appendChunks(upload, chunks));
  }

  async #appendChunks(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    using file = await openForWriting(this.#uploadPath(upload), { append: true });
    const state = await this.#hashStateOf(upload, (await file.stat()).size);
    this.#hashes.set(upload, state);
    try {
      for await (const chunk of chunks) {
        // To the system's cache, which takes microseconds. (Measured: with an asynchronous write for each
        // chunk, 20 uploads at once took ten times as long and 1 GB more of memory.)
        for (let at = 0; at < chunk.length;) at += file.writeSync(chunk.subarray(at));
        state.hash.update(chunk);
        const before = state.length;
        state.length += chunk.length;
        if (
          Math.floor(before / UPLOAD_SYNC_INTERVAL_BYTES) <
            Math.floor(state.length / UPLOAD_SYNC_INTERVAL_BYTES)
        ) await file.syncData();
      }
    } catch (error) {
      if (!isDiskFull(error)) await file.sync();
      throw error;
    }
    await file.sync();
    return state.length;
  }

  async readUpload(upload: string, maxBytes = Infinity): Promise<Uint8Array<ArrayBuffer>> {
    using file = await Deno.open(this.#uploadPath(upload));
    const bytes = new Uint8Array(Math.min(maxBytes, (await file.stat()).size));
    let at = 0;
    for (let n; (n = await file.read(bytes.subarray(at)));) at += n;
    return bytes.subarray(0, at);
  }

  async finalizeUpload(upload: string): Promise<string> {
    const { hash } = await this.#hashStateOf(upload, await this.uploadedBytes(upload));
    this.#hashes.delete(upload);
    return await this.#moveToBlobs(this.#uploadPath(upload), hash.digest("hex"));
  }

  async putBlob(bytes: Uint8Array): Promise<string> {
    const name = newId();
    const part = this.#uploadPath(name);
    await this.#dropUploadWhenFull(name, async () => {
      using file = await openForWriting(part, { write: true });
      await writeAll(file, bytes);
      await file.sync();
    });
    return await this.#moveToBlobs(part, createHash("sha256").update(bytes).digest("hex"));
  }

  async deleteUpload(upload: string): Promise<void> {
    this.#hashes.delete(upload);
    await undefinedIfMissing(Deno.remove(this.#uploadPath(upload)));
  }

  async openBlob(
    blob: string,
    range?: ByteRange,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined> {
    const file = await undefinedIfMissing(Deno.open(this.#blobPath(blob)));
    if (!file || !range) return file?.readable;
    await file.seek(range.start, Deno.SeekMode.Start);
    return streamRange(file, range.end - range.start + 1);
  }

  async deleteBlob(blob: string): Promise<void> {
    await undefinedIfMissing(Deno.remove(this.#blobPath(blob)));
  }

  async listUploads(): Promise<string[]> {
    return await listNames(`${this.dir}/parts`);
  }

  async listBlobs(): Promise<string[]> {
    const folders = (await listNames(this.dir)).filter((name) => name.length === 2);
    const lists = folders.map((folder) => listNames(`${this.dir}/${folder}`));
    return (await Promise.all(lists)).flat();
  }

  /** Moves a file, which is synced, to its place among the blobs, unless the same is there already. */
  async #moveToBlobs(part: string, hash: string): Promise<string> {
    const blob = this.#blobPath(hash);
    if (await undefinedIfMissing(Deno.stat(blob))) {
      await Deno.remove(part);
      return hash;
    }
    const folder = blob.slice(0, blob.lastIndexOf("/"));
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    await Deno.rename(part, blob);
    await syncDirectory(folder);
    await syncDirectory(this.dir);
    return hash;
  }

  /** The hash of an upload as far as it is there. */
  async #hashStateOf(upload: string, length: number): Promise<{ hash: Hash; length: number }> {
    const cached = this.#hashes.get(upload);
    if (cached?.length === length) return cached;
    const hash = createHash("sha256");
    if (length > 0) {
      using file = await Deno.open(this.#uploadPath(upload));
      const chunk = new Uint8Array(FILE_CHUNK_BYTES);
      for (let n; (n = await file.read(chunk));) hash.update(chunk.subarray(0, n));
    }
    return { hash, length };
  }

  /** On a full disk nobody could say a word, or delete anything: what does not fit gives its room back. */
  async #dropUploadWhenFull<T>(upload: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (cause) {
      if (!isDiskFull(cause)) throw cause;
      await this.deleteUpload(upload);
      throw new ChatError("disk_full", { cause });
    }
  }

  #uploadPath(upload: string): string {
    return `${this.dir}/parts/${assertSafeName(upload)}`;
  }

  #blobPath(hash: string): string {
    return `${this.dir}/${assertSafeName(hash).slice(0, 2)}/${hash}`;
  }
}

function assertSafeName(name: string): string {
  if (!SAFE_BLOB_NAME.test(name)) throw new TypeError(`"${name}" is not a name of a blob`);
  return name;
}

function openForWriting(path: string, options: Deno.OpenOptions): Promise<Deno.FsFile> {
  return Deno.open(path, { create: true, mode: 0o600, ...options });
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** The next bytes of a file, which closes with the stream. */
function streamRange(file: Deno.FsFile, length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = length;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(FILE_CHUNK_BYTES, left));
      const n = left === 0 ? null : await file.read(chunk);
      if (n === null) {
        file.close();
        return controller.close();
      }
      left -= n;
      controller.enqueue(chunk.subarray(0, n));
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}

/** A rename is on disk when its folder is; Windows has no such thing as a folder that can be opened. */
async function syncDirectory(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}

async function listNames(path: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
}

async function undefinedIfMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
