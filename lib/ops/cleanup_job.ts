import type { Log } from "./log.ts";

/** Milliseconds between two sweeps: what ended is refused anyway, sweeping only keeps the store small. */
const CLEANUP_INTERVAL_MS = 60 * 60 * 1_000;

/** Removes what has ended from the store, now and every hour. The returned function ends it. */
export function startCleanupJob(
  { store, log, now }: {
    store: { sweep(now: number): Promise<void> };
    log: Log;
    now: () => number;
  },
): () => void {
  const sweep = () => {
    store.sweep(now()).catch((error) => log.warn("What has ended could not be removed", { error }));
  };
  sweep();
  const timer = setInterval(sweep, CLEANUP_INTERVAL_MS);
  return () => clearInterval(timer);
}
