import type { Store } from "../../store/store.ts";
import type { SteadyTimer } from "../../util/system_timer.ts";

/** Messages that go in one step: it keeps other writes waiting no longer than a batch of them does. */
const MESSAGES_PER_PURGE_STEP = 200;

/** Milliseconds between two steps, in which others write. */
const PURGE_PAUSE_MS = 20;

export interface RoomPurgeOptions {
  store: Pick<Store, "purgeRooms">;
  timer: SteadyTimer;
  /** Told when messages have let go of their files. */
  onFilesReleased: () => void;
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
    void this.#purgeStep(false);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #purgeStep(hasRemoved: boolean): Promise<void> {
    const { store, timer, onFilesReleased: onFree } = this.options;
    // A store that fails says so to everybody else; the next start goes on.
    const isMore = await store.purgeRooms(MESSAGES_PER_PURGE_STEP).catch(() => false);
    if (this.#isStopped) return;
    if (isMore) {
      this.#cancel = timer.after(PURGE_PAUSE_MS, () => void this.#purgeStep(true));
      return;
    }
    this.#isRunning = false;
    if (hasRemoved) onFree();
  }
}
