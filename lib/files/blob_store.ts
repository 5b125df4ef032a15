import type { ByteRange } from "./byte_ranges.ts";

/**
 * Where the content of files is kept: uploads while they come, and blobs, which are named by the SHA-256 of
 * their content in hex and never change.
 *
 * - What is on disk when a call resolves is there after a crash.
 * - The same content is kept once.
 * - Nothing is held in memory but the chunk that is being written.
 *
 * @throws ChatError `over_quota` when the disk is full; then nothing of what was being written is left.
 * @throws Deno.errors, when it fails in another way.
 */
export interface BlobStore {
  /** How many bytes of an upload are there; 0 when there is no such upload. */
  uploadedBytes(upload: string): Promise<number>;
  /**
   * Adds chunks to the end of an upload; one call for each upload at a time. Each chunk is done with before
   * the next is asked for. Resolves with its length. Rejects as the chunks do, and keeps those before.
   */
  appendToUpload(upload: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** The beginning of an upload, or all of it. */
  readUpload(upload: string, maxBytes?: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes an upload a blob, and gives its name. */
  finalizeUpload(upload: string): Promise<string>;
  /** Keeps some bytes as a blob, and gives its name. */
  putBlob(bytes: Uint8Array): Promise<string>;
  /** Forgets an upload, if there is one. */
  deleteUpload(upload: string): Promise<void>;
  /** The content of a blob, or some of it; `undefined` when there is no such blob. */
  openBlob(
    blob: string,
    range?: ByteRange,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  /** Deletes a blob, if there is one. */
  deleteBlob(blob: string): Promise<void>;
  listUploads(): Promise<string[]>;
  listBlobs(): Promise<string[]>;
}
