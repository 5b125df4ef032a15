import type { Store } from "../../store/store.ts";
import type { Timer } from "../fanout/hub.ts";

/** Messages that go in one step: it keeps other writes waiting no longer than a batch of them does. */
const STEP_MESSAGES = 200;

/** Milliseconds between two steps, in which others write. */
const STEP_PAUSE_MS = 20;

export interface RoomPurgeOptions {
  store: Pick<Store, "purgeRooms">;
  timer: Timer;
  /** Told when messages have let go of their files. */
  onFree: () => void;
}

/** Removes what deleted rooms held, step by step; what a stop interrupts goes on at the next start. */
export class RoomPurge {
  #isRunning = false;
  #isStopped = false;
  #cancel = () => {};

  constructor(private readonly options: RoomPurgeOptions) {}

  start(): void {
    if (this.#isRunning || this.#isStopped) return;
    this.#isRunning = true;
    void this.#step(false);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #step(hasRemoved: boolean): Promise<void> {
    const { store, timer, onFree } = this.options;
    // A store that fails says so to everybody else; the next start goes on.
    const isMore = await store.purgeRooms(STEP_MESSAGES).catch(() => false);
    if (this.#isStopped) return;
    if (isMore) {
      this.#cancel = timer.after(STEP_PAUSE_MS, () => void this.#step(true));
      return;
    }
    this.#isRunning = false;
    if (hasRemoved) onFree();
  }
}
