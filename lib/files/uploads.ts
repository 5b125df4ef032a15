import type { FileLimits } from "../ops/config.ts";
import { RateLimiter } from "../util/rate_limiter.ts";
import { newId } from "../protocol/ids.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { Account, Files, StoredFile } from "../store/store.ts";
import type { Blobs } from "./blob_store.ts";
import { isFileId, LIFE, noFile } from "./upload_ttl.ts";
import type { Finishing } from "./upload_processor.ts";
import { cleanName } from "./metadata/filenames.ts";
import { chunksOf } from "./body_reader.ts";

/** Uploads for which one counts, beside itself, that turned out to be nothing that may be sent. */
const REFUSED_FILE_COST = 5;

/** The part of an hour's uploads that a guest may send at once: at least the files of one message. */
const GUEST_BURST_SHARE = 1 / 30;

/** An upload and how far it has come. */
export interface Standing {
  file: StoredFile;
  /** Bytes that are there. */
  received: number;
}

/** Something that is being received. */
interface Reception {
  account: string;
  /** Ends it, so that the next one goes on from where it was. */
  stop: AbortController;
  done: Promise<unknown>;
}

export interface UploadsDeps {
  store: Files;
  blobs: Blobs;
  finishing: Finishing;
  limits: FileLimits;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds of a clock that nobody sets, for limits. */
  steady: () => number;
}

/** Receives files in parts, each going on where the one before ended. Refuses with Refused. */
export class Uploads {
  readonly #rates: { people: RateLimiter; guests: RateLimiter };
  #receptions = new Map<string, Reception>();

  constructor(private readonly deps: UploadsDeps) {
    const { limits, steady } = deps;
    const { perHour, perMessage } = limits;
    const guestBurst = Math.min(perHour, Math.max(perMessage, perHour * GUEST_BURST_SHARE));
    const limiter = (burst: number) => new RateLimiter(perHour / 3_600, burst, steady);
    this.#rates = { people: limiter(perHour), guests: limiter(guestBurst) };
  }

  /** What an account may send, and how many bytes of its quota are taken. */
  async allowance(account: Account) {
    const { size, perMessage, kinds } = this.deps.limits;
    const used = await this.deps.store.usedBytes(account.id);
    return { size, perMessage, quota: this.#quotaOf(account), kinds, used };
  }

  /** Announces a file of so many bytes. */
  async create(
    account: Account,
    { length, name, claimed }: { length: number; name: string; claimed: string },
  ): Promise<StoredFile> {
    const { store, limits, now } = this.deps;
    if (length === 0) throw new Refused("file_empty");
    if (length > limits.size) {
      throw new Refused("file_too_large", { params: { max: limits.size } });
    }
    const retryAfter = this.#rateOf(account).take(account.id);
    if (retryAfter > 0) {
      throw new Refused("too_many_uploads", { retryAfter });
    }
    const id = newId(now());
    const expiresAt = now() + LIFE;
    const upload = { id, account: account.id, name: cleanName(name), claimed, length, expiresAt };
    const quota = this.#quotaOf(account);
    if (await store.createUpload(upload, quota) === "full") {
      throw new Refused("files_over_quota", { params: { max: quota } });
    }
    return upload;
  }

  /** Where an upload stands. One that is still being received ends there. */
  async standing(account: Account, id: string): Promise<Standing> {
    await this.#own(account, id);
    await this.#stop(id);
    const file = await this.#own(account, id);
    return { file, received: await this.#receivedOf(file) };
  }

  /** A file of which all is there. @throws Refused `wrong_offset` when it is not. */
  async finished(account: Account, id: string): Promise<StoredFile> {
    const { file, received } = await this.standing(account, id);
    if (received < file.length) throw wrongOffset(received);
    return await this.#finish(account, file);
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
  ): Promise<Standing> {
    await this.#own(account, id);
    const reception = await this.#begin(account, id);
    try {
      const file = await this.#own(account, id);
      const before = await this.#receivedOf(file);
      if (offset !== before) throw wrongOffset(before);
      const left = file.length - offset;
      // Of what is complete, the last answer was lost, and nothing is taken in.
      if (left > 0 && length !== undefined && length > left) throw tooLong(file);
      const received = left === 0 || !body ? before : await this.deps.blobs.append(
        id,
        chunksOf(body, {
          most: left,
          signal: reception.stop.signal,
          tooMany: tooLong(file),
        }),
      );
      if (received === file.length) await this.#finish(account, file);
      return { file, received };
    } catch (error) {
      const isHopeless = error instanceof Refused &&
        (error.code === "too_large" || error.code === "over_quota");
      if (isHopeless) await this.#forget(id);
      throw error;
    } finally {
      reception.end();
    }
  }

  /** Takes an upload, or a file that was not sent, back. */
  async cancel(account: Account, id: string): Promise<void> {
    await this.standing(account, id);
    await this.#forget(id);
  }

  /** Ends all that is being received. */
  async close(): Promise<void> {
    await Promise.all([...this.#receptions.keys()].map((id) => this.#stop(id)));
  }

  #rateOf({ username }: Account): RateLimiter {
    return username === undefined ? this.#rates.guests : this.#rates.people;
  }

  /** Bytes that all files of an account may have. */
  #quotaOf({ username }: Account): number {
    const { quota, guestQuota } = this.deps.limits;
    return username === undefined ? Math.min(quota, guestQuota) : quota;
  }

  /** Takes one of the account's places, and this upload from whoever sends it. */
  async #begin(account: Account, id: string): Promise<{ stop: AbortController; end: () => void }> {
    const { atOnce } = this.deps.limits;
    // Without a wait between the last look and the entry, so that of two who come at once one has it.
    while (this.#receptions.has(id)) await this.#stop(id);
    const own = [...this.#receptions.values()].filter((one) => one.account === account.id);
    if (own.length >= atOnce) {
      throw new Refused("too_many_uploads_at_once", { params: { max: atOnce }, retryAfter: 1 });
    }
    const stop = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    this.#receptions.set(id, { account: account.id, stop, done });
    const end = () => {
      this.#receptions.delete(id);
      resolve();
    };
    return { stop, end };
  }

  /** Ends what is being received of an upload: whoever asks anew has lost the connection before. */
  async #stop(id: string): Promise<void> {
    const one = this.#receptions.get(id);
    one?.stop.abort();
    await one?.done;
  }

  async #own(account: Account, id: string): Promise<StoredFile> {
    const file = isFileId(id) ? await this.deps.store.findFile(id) : undefined;
    if (file?.account !== account.id || file.room !== undefined) throw noFile();
    return file;
  }

  async #receivedOf(file: StoredFile): Promise<number> {
    return file.facts ? file.length : await this.deps.blobs.received(file.id);
  }

  async #finish(account: Account, file: StoredFile): Promise<StoredFile> {
    const asker = { id: account.id, isGuest: account.username === undefined };
    if (file.facts) return file;
    try {
      return await this.deps.finishing.finish(file, asker);
    } catch (error) {
      const isRefused = error instanceof Refused && ["bad_type", "too_large"].includes(error.code);
      if (isRefused) this.#rateOf(account).take(account.id, REFUSED_FILE_COST);
      throw error;
    }
  }

  async #forget(id: string): Promise<void> {
    await this.deps.store.dropUpload(id);
    await this.deps.blobs.drop(id);
    await this.deps.finishing.sweep();
  }
}

function wrongOffset(received: number): Refused {
  return new Refused("wrong_offset", { params: { received } });
}

function tooLong({ length }: StoredFile): Refused {
  return new Refused("longer_than_announced", { params: { length } });
}
