/** A steady clock and its timers, in milliseconds. */
export const systemTimer = {
  now: (): number => performance.now(),
  after(ms: number, run: () => void): () => void {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};
