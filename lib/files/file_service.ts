import type { FileLimits } from "../ops/config.ts";
import { CAN_CONFINE } from "../util/sandboxed_worker.ts";
import type { Log } from "../ops/log.ts";
import type { Store } from "../store/store.ts";
import type { Blobs } from "./blob_store.ts";
import { Finishing } from "./upload_processor.ts";
import { Pictures, startPictures } from "./images/image_worker.ts";
import { Uploads } from "./uploads.ts";

/** Files: how they come, and what is kept of them. */
export interface FileService {
  readonly uploads: Uploads;
  readonly blobs: Blobs;
  /** Deletes, soon, the content of files that are gone. */
  sweepSoon(): void;
  /** Removes what has ended, from the store and from among the blobs. */
  sweep(now: number): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * Puts the rules of files over a store and the blobs beside it. Clears away, in the background, what a crash
 * has left.
 */
export function openFiles(
  { store, blobs, limits, log, now, steady = () => performance.now(), isConfined = CAN_CONFINE }: {
    store: Store;
    blobs: Blobs;
    limits: FileLimits;
    log: Log;
    now: () => number;
    /** Whether the thread that reads pictures has no permissions. */
    isConfined?: boolean;
    /** Milliseconds of a clock that nobody sets, for limits. */
    steady?: () => number;
  },
): FileService {
  if (!isConfined) {
    log.warn("Pictures are read with all of the server's permissions: worker-options is off");
  }
  const pictures = new Pictures((reason) => log.error("Pictures cannot be read", { reason }), {
    start: () => startPictures(isConfined),
  });
  const finishing = new Finishing({ store, blobs, pictures, limits, now });
  const uploads = new Uploads({ store, blobs, finishing, limits, now, steady });
  const warned = (sweep: Promise<void>) =>
    sweep.catch((error) => log.warn("Files that are gone could not be removed", { error }));
  let sweeping = warned(finishing.sweepAll());
  return {
    uploads,
    blobs,
    sweepSoon() {
      sweeping = warned(finishing.sweep());
    },
    async sweep(now) {
      await store.sweep(now);
      await finishing.sweep();
    },
    async close() {
      await uploads.close();
      await sweeping;
      pictures.close();
    },
  };
}
