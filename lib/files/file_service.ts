import type { FileLimits } from "../ops/config.ts";
import { CAN_SANDBOX_WORKERS } from "../util/sandboxed_worker.ts";
import type { Log } from "../ops/log.ts";
import type { Store } from "../store/store.ts";
import type { BlobStore } from "./blob_store.ts";
import { UploadProcessor } from "./upload_processor.ts";
import { ImageWorker, startImageThread } from "./images/image_worker.ts";
import { Uploads } from "./uploads.ts";

/** Files: how they come, and what is kept of them. */
export interface FileService {
  readonly uploads: Uploads;
  readonly blobs: BlobStore;
  /** Deletes, soon, the content of files that are gone. */
  cleanUpSoon(): void;
  /** Removes what has ended, from the store and from among the blobs. */
  sweep(now: number): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * Puts the rules of files over a store and the blobs beside it. Clears away, in the background, what a crash
 * has left.
 */
export function openFileService(
  {
    store,
    blobs,
    limits,
    log,
    now,
    steady: monotonicNow = () => performance.now(),
    isConfined: isSandboxed = CAN_SANDBOX_WORKERS,
  }: {
    store: Store;
    blobs: BlobStore;
    limits: FileLimits;
    log: Log;
    now: () => number;
    /** Whether the thread that reads pictures has no permissions. */
    isConfined?: boolean;
    /** Milliseconds of a clock that nobody sets, for limits. */
    steady?: () => number;
  },
): FileService {
  if (!isSandboxed) {
    log.warn("Pictures are read with all of the server's permissions: worker-options is off");
  }
  const imageWorker = new ImageWorker(
    (reason) => log.error("Pictures cannot be read", { reason }),
    {
      start: () => startImageThread(isSandboxed),
    },
  );
  const processor = new UploadProcessor({ store, blobs, imageWorker, limits, now });
  const uploads = new Uploads({
    store,
    blobs,
    processor,
    limits,
    now,
    monotonicNow,
  });
  const logFailure = (sweep: Promise<void>) =>
    sweep.catch((error) => log.warn("Files that are gone could not be removed", { error }));
  let sweeping = logFailure(processor.deleteOrphans());
  return {
    uploads,
    blobs,
    cleanUpSoon() {
      sweeping = logFailure(processor.deleteUnreferenced());
    },
    async sweep(now) {
      await store.sweep(now);
      await processor.deleteUnreferenced();
    },
    async close() {
      await uploads.close();
      await sweeping;
      imageWorker.close();
    },
  };
}
