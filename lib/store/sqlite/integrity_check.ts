import { StoreError } from "../store.ts";
import type { integrityOperations } from "./operations/integrity.ts";
import { BatchingWorker } from "./worker_client.ts";
import type { MessageWorker } from "./polled_worker.ts";
import type { OpenStoreRequest } from "./worker.ts";

export interface IntegrityCheckOptions {
  request: Omit<OpenStoreRequest, "role">;
  startWorker(): MessageWorker;
  /** Milliseconds until it begins: whoever comes back after a restart goes first. */
  delayMs: number;
  /** Told what is wrong with the file. */
  onDamage(problem: string): void;
  /** Told when the file could not be looked through. */
  onError(error: unknown): void;
}

/**
 * Looks through a whole database once, on a thread and a connection of its own. Table by table, so that
 * no reading transaction keeps the log from being folded for long.
 */
export class IntegrityCheck {
  #worker: BatchingWorker<typeof integrityOperations> | undefined;
  #isClosed = false;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(private readonly options: IntegrityCheckOptions) {
    this.#timer = setTimeout(() => void this.#run(), options.delayMs);
  }

  /** Ends it where it is. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#worker?.stop(new StoreError("closed", "The storage is closed."));
  }

  async #run(): Promise<void> {
    const { request, startWorker, onDamage, onError } = this.options;
    const worker = this.#worker = new BatchingWorker<typeof integrityOperations>(startWorker(), 1);
    try {
      await worker.request({ ...request, role: "checker" });
      for (const table of await worker.call("listTables")) {
        const problem = await worker.call("quickCheck", table);
        if (problem !== undefined) return onDamage(problem);
      }
    } catch (error) {
      if (this.#isClosed) return;
      if ((error as { code?: string }).code === "damaged") onDamage((error as Error).message);
      else onError(error);
    } finally {
      // It may be stopped while it closes.
      await worker.close().catch(() => {});
    }
  }
}
