/** A steady clock and its timers, in milliseconds, so that tests can hold them. */
export interface SteadyTimer {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** That of the machine. */
export const systemTimer: SteadyTimer = {
  now: () => performance.now(),
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};
