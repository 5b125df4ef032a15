import type { Clock } from "../../lib/client/types.ts";

/** A clock that moves when it is told to. */
export interface FakeClock extends Clock {
  /** What `random()` returns. */
  chance: number;
  /** How many timers are set. */
  readonly timers: number;
  /** Lets time pass, in milliseconds, and runs what is due, each at its own time. */
  advance(ms: number): void;
}

/** Makes a clock that stands still at `start`. */
export function fakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start;
  const timers = new Set<{ at: number; run: () => void }>();

  function nextUntil(end: number) {
    const due = [...timers].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }

  return {
    chance: 0.5,
    get timers() {
      return timers.size;
    },
    now: () => now,
    random() {
      return this.chance;
    },
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer);
        now = timer.at;
        timer.run();
      }
      now = end;
    },
  };
}
