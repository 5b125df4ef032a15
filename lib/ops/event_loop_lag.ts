import type { SteadyTimer } from "../util/system_timer.ts";

/** Milliseconds after which a turn of the event loop is due. */
const LOOP_TURN_DUE_MS = 20;

/**
 * How late the event loop is. While input keeps it busy no timer runs, so a timer that is overdue tells
 * that answers, sends and the input of others wait.
 */
export class EventLoopLag {
  #timerDueAt: number | undefined;
  #cancelTimer = () => {};

  /** @param timer has a timer only while somebody measures. */
  constructor(private readonly timer: SteadyTimer) {}

  /** Milliseconds that the turn under way has lasted longer than is usual. */
  measure(): number {
    const now = this.timer.now();
    if (this.#timerDueAt !== undefined) return Math.max(0, now - this.#timerDueAt);
    this.#timerDueAt = now + LOOP_TURN_DUE_MS;
    this.#cancelTimer = this.timer.after(LOOP_TURN_DUE_MS, () => this.#timerDueAt = undefined);
    return 0;
  }

  /** Sets no timer that outlives it. */
  stop(): void {
    this.#cancelTimer();
  }
}
