import type { Range } from "./byte_ranges.ts";

/**
 * Where the content of files is kept: uploads while they come, and blobs, which are named by the SHA-256 of
 * their content in hex and never change.
 *
 * - What is on disk when a call resolves is there after a crash.
 * - The same content is kept once.
 * - Nothing is held in memory but the chunk that is being written.
 *
 * @throws Refused `over_quota` when the disk is full; then nothing of what was being written is left.
 * @throws Deno.errors, when it fails in another way.
 */
export interface Blobs {
  /** How many bytes of an upload are there; 0 when there is no such upload. */
  received(upload: string): Promise<number>;
  /**
   * Adds chunks to the end of an upload; one call for each upload at a time. Each chunk is done with before
   * the next is asked for. Resolves with its length. Rejects as the chunks do, and keeps those before.
   */
  append(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** The beginning of an upload, or all of it. */
  read(upload: string, most?: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes an upload a blob, and gives its name. */
  keep(upload: string): Promise<string>;
  /** Keeps some bytes as a blob, and gives its name. */
  put(bytes: Uint8Array): Promise<string>;
  /** Forgets an upload, if there is one. */
  drop(upload: string): Promise<void>;
  /** The content of a blob, or some of it; `undefined` when there is no such blob. */
  open(blob: string, range?: Range): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  /** Deletes a blob, if there is one. */
  delete(blob: string): Promise<void>;
  listUploads(): Promise<string[]>;
  listBlobs(): Promise<string[]>;
}
