import type { SentFile } from "../protocol/model.ts";

/** An upload as it is announced. Times are milliseconds since 1970, sizes bytes. */
export interface NewUpload {
  id: string;
  /** Whose it is: only they may send it. */
  account: string;
  name: string;
  /** The media type that its sender gave; says nothing about the content. */
  claimed: string;
  length: number;
  /** When it goes, unless a message has it by then. */
  expiresAt: number;
}

/** What is known of a file when all of it is there. */
export interface FileMetadata extends Omit<SentFile, "id" | "thumb"> {
  /** The SHA-256 of its content, and of its thumbnail, in hex. */
  blob: string;
  thumb?: string;
}

/** A file, as far as it has come. */
export interface StoredFile extends Omit<NewUpload, "expiresAt"> {
  /** Absent when a message has it. */
  expiresAt?: number;
  /** Absent until all of it is there. */
  metadata?: FileMetadata;
  /** The room of the message that has it. */
  room?: string;
}

/**
 * What is known of files; their content is kept elsewhere, by its hash. `appendMessage()` gives them to a
 * message, and they go with it.
 */
export interface FileStore {
  /**
   * Announces an upload. `full`: with it, the account would have more than `quota` bytes of files; of
   * announced ones, what was announced counts.
   */
  createUpload(upload: NewUpload, quota: number): Promise<"ok" | "full">;
  /** Notes that all is there. `false`: the upload is gone, and nothing was noted. */
  finishUpload(id: string, metadata: FileMetadata, expiresAt: number): Promise<boolean>;
  /** Forgets a file that no message has; `false` when there is no such file. */
  deletePendingUpload(id: string): Promise<boolean>;
  findFile(id: string): Promise<StoredFile | undefined>;
  /** How many bytes of files an account has. */
  usedBytes(account: string): Promise<number>;
  /** Those of some uploads of which the store does not wait for content. */
  findOrphanedUploads(ids: readonly string[]): Promise<string[]>;
  /** Those of some blobs that no file has. */
  findOrphanedBlobs(hashes: readonly string[]): Promise<string[]>;
  /** The blobs that files have let go of since the last call, and that no other file has. */
  popUnreferencedBlobs(): Promise<string[]>;
}
