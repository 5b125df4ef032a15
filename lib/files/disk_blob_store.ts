import { createHash, type Hash } from "node:crypto";
import { newId } from "../protocol/ids.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { Blobs } from "./blob_store.ts";
import type { Range } from "./byte_ranges.ts";

/** Bytes that are read at once. */
const CHUNK = 64 * 1024;

/** Bytes of an upload after which the disk is waited for, so that a write never has to. */
const SYNCED = 8 * 2 ** 20;

/** Where names of others must not lead out of. */
const NAME = /^[0-9a-z]{1,64}$/;

/**
 * Blobs in a folder, which is made when it does not exist: `ab/abcd…` for each, and `parts/` for uploads.
 * One process at a time may use it.
 */
export async function openDiskBlobs(dir: string): Promise<Blobs> {
  await Deno.mkdir(`${dir}/parts`, { recursive: true, mode: 0o700 });
  return new DiskBlobs(dir);
}

class DiskBlobs implements Blobs {
  /** Hashes of uploads that are under way, and up to where; what is not here is read again. */
  #hashes = new Map<string, { hash: Hash; length: number }>();

  constructor(private readonly dir: string) {}

  async received(upload: string): Promise<number> {
    return await orMissing(Deno.stat(this.#part(upload)).then(({ size }) => size)) ?? 0;
  }

  append(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    return this.#orGiveBack(upload, () => this.#append(upload, chunks));
  }

  async #append(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    using file = await create(this.#part(upload), { append: true });
    const state = await this.#stateOf(upload, (await file.stat()).size);
    this.#hashes.set(upload, state);
    try {
      for await (const chunk of chunks) {
        // To the system's cache, which takes microseconds. (Measured: with an asynchronous write for each
        // chunk, 20 uploads at once took ten times as long and 1 GB more of memory.)
        for (let at = 0; at < chunk.length;) at += file.writeSync(chunk.subarray(at));
        state.hash.update(chunk);
        const before = state.length;
        state.length += chunk.length;
        if (Math.floor(before / SYNCED) < Math.floor(state.length / SYNCED)) await file.syncData();
      }
    } catch (error) {
      if (!isFull(error)) await file.sync();
      throw error;
    }
    await file.sync();
    return state.length;
  }

  async read(upload: string, most = Infinity): Promise<Uint8Array<ArrayBuffer>> {
    using file = await Deno.open(this.#part(upload));
    const bytes = new Uint8Array(Math.min(most, (await file.stat()).size));
    let at = 0;
    for (let n; (n = await file.read(bytes.subarray(at)));) at += n;
    return bytes.subarray(0, at);
  }

  async keep(upload: string): Promise<string> {
    const { hash } = await this.#stateOf(upload, await this.received(upload));
    this.#hashes.delete(upload);
    return await this.#settle(this.#part(upload), hash.digest("hex"));
  }

  async put(bytes: Uint8Array): Promise<string> {
    const name = newId();
    const part = this.#part(name);
    await this.#orGiveBack(name, async () => {
      using file = await create(part, { write: true });
      await writeAll(file, bytes);
      await file.sync();
    });
    return await this.#settle(part, createHash("sha256").update(bytes).digest("hex"));
  }

  async drop(upload: string): Promise<void> {
    this.#hashes.delete(upload);
    await orMissing(Deno.remove(this.#part(upload)));
  }

  async open(
    blob: string,
    range?: Range,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined> {
    const file = await orMissing(Deno.open(this.#blob(blob)));
    if (!file || !range) return file?.readable;
    await file.seek(range.start, Deno.SeekMode.Start);
    return part(file, range.end - range.start + 1);
  }

  async delete(blob: string): Promise<void> {
    await orMissing(Deno.remove(this.#blob(blob)));
  }

  async listUploads(): Promise<string[]> {
    return await namesIn(`${this.dir}/parts`);
  }

  async listBlobs(): Promise<string[]> {
    const folders = (await namesIn(this.dir)).filter((name) => name.length === 2);
    const lists = folders.map((folder) => namesIn(`${this.dir}/${folder}`));
    return (await Promise.all(lists)).flat();
  }

  /** Moves a file, which is synced, to its place among the blobs, unless the same is there already. */
  async #settle(part: string, hash: string): Promise<string> {
    const blob = this.#blob(hash);
    if (await orMissing(Deno.stat(blob))) {
      await Deno.remove(part);
      return hash;
    }
    const folder = blob.slice(0, blob.lastIndexOf("/"));
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    await Deno.rename(part, blob);
    await syncFolder(folder);
    await syncFolder(this.dir);
    return hash;
  }

  /** The hash of an upload as far as it is there. */
  async #stateOf(upload: string, length: number): Promise<{ hash: Hash; length: number }> {
    const known = this.#hashes.get(upload);
    if (known?.length === length) return known;
    const hash = createHash("sha256");
    if (length > 0) {
      using file = await Deno.open(this.#part(upload));
      const chunk = new Uint8Array(CHUNK);
      for (let n; (n = await file.read(chunk));) hash.update(chunk.subarray(0, n));
    }
    return { hash, length };
  }

  /** On a full disk nobody could say a word, or delete anything: what does not fit gives its room back. */
  async #orGiveBack<T>(upload: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (cause) {
      if (!isFull(cause)) throw cause;
      await this.drop(upload);
      throw new Refused("disk_full", { cause });
    }
  }

  #part(upload: string): string {
    return `${this.dir}/parts/${checked(upload)}`;
  }

  #blob(hash: string): string {
    return `${this.dir}/${checked(hash).slice(0, 2)}/${hash}`;
  }
}

function checked(name: string): string {
  if (!NAME.test(name)) throw new TypeError(`"${name}" is not a name of a blob`);
  return name;
}

function create(path: string, options: Deno.OpenOptions): Promise<Deno.FsFile> {
  return Deno.open(path, { create: true, mode: 0o600, ...options });
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** The next bytes of a file, which closes with the stream. */
function part(file: Deno.FsFile, length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = length;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(CHUNK, left));
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
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}

async function namesIn(path: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
}

async function orMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
