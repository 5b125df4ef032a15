import { isGuest } from "../protocol/guests.ts";
import type { FileLimits } from "../ops/config.ts";
import { RateLimiter } from "../util/rate_limiter.ts";
import { newId } from "../protocol/ids.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { Account, FileStore, StoredFile } from "../store/store.ts";
import type { BlobStore } from "./blob_store.ts";
import { fileNotFoundError, isFileId, UNSENT_FILE_TTL_MS } from "./upload_ttl.ts";
import type { UploadProcessor } from "./upload_processor.ts";
import { sanitizeFilename } from "./metadata/filenames.ts";
import { readChunks } from "./body_reader.ts";

/** Uploads for which one counts, beside itself, that turned out to be nothing that may be sent. */
const REJECTED_FILE_COST = 5;

/** The part of an hour's uploads that a guest may send at once: at least the files of one message. */
const GUEST_BURST_SHARE = 1 / 30;

/** An upload and how far it has come. */
export interface UploadStatus {
  file: StoredFile;
  /** Bytes that are there. */
  received: number;
}

/** Something that is being received. */
interface ActiveUpload {
  account: string;
  /** Ends it, so that the next one goes on from where it was. */
  abortController: AbortController;
  done: Promise<unknown>;
}

export interface UploadsDeps {
  store: FileStore;
  blobs: BlobStore;
  processor: UploadProcessor;
  limits: FileLimits;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds of a clock that nobody sets, for limits. */
  monotonicNow: () => number;
}

/** Receives files in parts, each going on where the one before ended. Throws ChatError. */
export class Uploads {
  readonly #rates: { people: RateLimiter; guests: RateLimiter };
  #active = new Map<string, ActiveUpload>();

  constructor(private readonly deps: UploadsDeps) {
    const { limits, monotonicNow: steady } = deps;
    const { uploadsPerHour: perHour, maxFilesPerMessage: perMessage } = limits;
    const guestBurst = Math.min(perHour, Math.max(perMessage, perHour * GUEST_BURST_SHARE));
    const limiter = (burst: number) => new RateLimiter(perHour / 3_600, burst, steady);
    this.#rates = { people: limiter(perHour), guests: limiter(guestBurst) };
  }

  /** What an account may send, and how many bytes of its quota are taken. */
  async allowance(account: Account) {
    const { maxFileBytes: size, maxFilesPerMessage: perMessage, allowedKinds: kinds } =
      this.deps.limits;
    const used = await this.deps.store.usedBytes(account.id);
    return { size, perMessage, quota: this.#quotaBytesOf(account), kinds, used };
  }

  /** Announces a file of so many bytes. */
  async announce(
    account: Account,
    { length, name, claimed }: { length: number; name: string; claimed: string },
  ): Promise<StoredFile> {
    const { store, limits, now } = this.deps;
    if (length === 0) throw new ChatError("file_empty");
    if (length > limits.maxFileBytes) {
      throw new ChatError("file_too_large", { params: { max: limits.maxFileBytes } });
    }
    const retryAfter = this.#rateOf(account).consume(account.id);
    if (retryAfter > 0) {
      throw new ChatError("too_many_uploads", { retryAfter });
    }
    const id = newId(now());
    const expiresAt = now() + UNSENT_FILE_TTL_MS;
    const upload = {
      id,
      account: account.id,
      name: sanitizeFilename(name),
      claimed,
      length,
      expiresAt,
    };
    const quota = this.#quotaBytesOf(account);
    if (await store.createUpload(upload, quota) === "full") {
      throw new ChatError("files_over_quota", { params: { max: quota } });
    }
    return upload;
  }

  /** Where an upload stands. One that is still being received ends there. */
  async status(account: Account, id: string): Promise<UploadStatus> {
    await this.#requireOwnUpload(account, id);
    await this.#stopReceiving(id);
    const file = await this.#requireOwnUpload(account, id);
    return { file, received: await this.#receivedBytes(file) };
  }

  /** A file of which all is there. @throws ChatError `wrong_offset` when it is not. */
  async finishedFile(account: Account, id: string): Promise<StoredFile> {
    const { file, received } = await this.status(account, id);
    if (received < file.length) throw wrongOffsetError(received);
    return await this.#processIfNew(account, file);
  }

  /**
   * Takes in what comes, from `offset` on; the last part makes it a file. A part that is cut off is kept as
   * far as it came.
   * @param length how many bytes will come, when that is known.
   */
  async append(
    account: Account,
    id: string,
    { offset, length, body }: {
      offset: number;
      length: number | undefined;
      body: ReadableStream<Uint8Array> | null;
    },
  ): Promise<UploadStatus> {
    await this.#requireOwnUpload(account, id);
    const activeUpload = await this.#beginReceiving(account, id);
    try {
      const file = await this.#requireOwnUpload(account, id);
      const receivedBefore = await this.#receivedBytes(file);
      if (offset !== receivedBefore) throw wrongOffsetError(receivedBefore);
      const left = file.length - offset;
      // Of what is complete, the last answer was lost, and nothing is taken in.
      if (left > 0 && length !== undefined && length > left) throw longerThanAnnouncedError(file);
      const received = left === 0 || !body ? receivedBefore : await this.deps.blobs.appendToUpload(
        id,
        readChunks(body, {
          maxBytes: left,
          signal: activeUpload.stop.signal,
          tooLargeError: longerThanAnnouncedError(file),
        }),
      );
      if (received === file.length) await this.#processIfNew(account, file);
      return { file, received };
    } catch (error) {
      const cannotSucceed = error instanceof ChatError &&
        (error.code === "too_large" || error.code === "over_quota");
      if (cannotSucceed) await this.#discard(id);
      throw error;
    } finally {
      activeUpload.end();
    }
  }

  /** Takes an upload, or a file that was not sent, back. */
  async cancel(account: Account, id: string): Promise<void> {
    await this.status(account, id);
    await this.#discard(id);
  }

  /** Ends all that is being received. */
  async close(): Promise<void> {
    await Promise.all([...this.#active.keys()].map((id) => this.#stopReceiving(id)));
  }

  #rateOf(account: Account): RateLimiter {
    return isGuest(account) ? this.#rates.guests : this.#rates.people;
  }

  /** Bytes that all files of an account may have. */
  #quotaBytesOf(account: Account): number {
    const { quotaBytes: quota, guestQuotaBytes: guestQuota } = this.deps.limits;
    return isGuest(account) ? Math.min(quota, guestQuota) : quota;
  }

  /** Takes one of the account's places, and this upload from whoever sends it. */
  async #beginReceiving(
    account: Account,
    id: string,
  ): Promise<{ stop: AbortController; end: () => void }> {
    const { maxConcurrentUploads: atOnce } = this.deps.limits;
    // Without a wait between the last look and the entry, so that of two who come at once one has it.
    while (this.#active.has(id)) await this.#stopReceiving(id);
    const ownUploads = [...this.#active.values()].filter((upload) => upload.account === account.id);
    if (ownUploads.length >= atOnce) {
      throw new ChatError("too_many_uploads_at_once", { params: { max: atOnce }, retryAfter: 1 });
    }
    const stop = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#active.set(id, { account: account.id, abortController: stop, done });
    const end = () => {
      this.#active.delete(id);
      resolve();
    };
    return { stop, end };
  }

  /** Ends what is being received of an upload: whoever asks anew has lost the connection before. */
  async #stopReceiving(id: string): Promise<void> {
    const upload = this.#active.get(id);
    upload?.abortController.abort();
    await upload?.done;
  }

  async #requireOwnUpload(account: Account, id: string): Promise<StoredFile> {
    const file = isFileId(id) ? await this.deps.store.findFile(id) : undefined;
    if (file?.account !== account.id || file.room !== undefined) throw fileNotFoundError();
    return file;
  }

  async #receivedBytes(file: StoredFile): Promise<number> {
    return file.metadata ? file.length : await this.deps.blobs.uploadedBytes(file.id);
  }

  async #processIfNew(account: Account, file: StoredFile): Promise<StoredFile> {
    const requester = { id: account.id, isGuest: isGuest(account) };
    if (file.metadata) return file;
    try {
      return await this.deps.processor.process(file, requester);
    } catch (error) {
      const isRefused = error instanceof ChatError &&
        ["bad_type", "too_large"].includes(error.code);
      if (isRefused) this.#rateOf(account).consume(account.id, REJECTED_FILE_COST);
      throw error;
    }
  }

  async #discard(id: string): Promise<void> {
    await this.deps.store.deletePendingUpload(id);
    await this.deps.blobs.deleteUpload(id);
    await this.deps.processor.deleteUnreferenced();
  }
}

function wrongOffsetError(received: number): ChatError {
  return new ChatError("wrong_offset", { params: { received } });
}

function longerThanAnnouncedError({ length }: StoredFile): ChatError {
  return new ChatError("longer_than_announced", { params: { length } });
}
