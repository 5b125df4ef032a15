import type { Clock } from "./types.ts";

/** What a timer holds at most; beyond it, setTimeout would run at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The time and the chance of the runtime. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
