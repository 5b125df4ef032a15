import type { Log } from "./log.ts";

/** Milliseconds between two sweeps: what ended is refused anyway, sweeping only keeps the store small. */
const EVERY = 60 * 60 * 1_000;

/** Removes what has ended from the store, now and every hour. The returned function ends it. */
export function sweepHourly(
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
  const timer = setInterval(sweep, EVERY);
  return () => clearInterval(timer);
}
