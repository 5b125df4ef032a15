import { StoreError } from "../store.ts";
import type { checks } from "./operations/integrity.ts";
import { Lane } from "./worker_client.ts";
import type { LaneWorker } from "./polled_worker.ts";
import type { Opening } from "./worker.ts";

export interface IntegrityCheckOptions {
  opening: Omit<Opening, "role">;
  startWorker(): LaneWorker;
  /** Milliseconds until it begins: whoever comes back after a restart goes first. */
  delayMs: number;
  /** Told what is wrong with the file. */
  onDamage(what: string): void;
  /** Told when the file could not be looked through. */
  onError(error: unknown): void;
}

/**
 * Looks through a whole database once, on a thread and a connection of its own. Table by table, so that
 * no reading transaction keeps the log from being folded for long.
 */
export class IntegrityCheck {
  #lane: Lane<typeof checks> | undefined;
  #isClosed = false;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(private readonly options: IntegrityCheckOptions) {
    this.#timer = setTimeout(() => void this.#run(), options.delayMs);
  }

  /** Ends it where it is. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#lane?.stop(new StoreError("closed", "The storage is closed."));
  }

  async #run(): Promise<void> {
    const { opening, startWorker, onDamage, onError } = this.options;
    const lane = this.#lane = new Lane<typeof checks>(startWorker(), 1);
    try {
      await lane.request({ ...opening, role: "checker" });
      for (const table of await lane.call("listTables")) {
        const what = await lane.call("quickCheck", table);
        if (what !== undefined) return onDamage(what);
      }
    } catch (error) {
      if (this.#isClosed) return;
      if ((error as { code?: string }).code === "damaged") onDamage((error as Error).message);
      else onError(error);
    } finally {
      // It may be stopped while it closes.
      await lane.close().catch(() => {});
    }
  }
}
