import type { Search, SearchPage, SearchQuery } from "../../search.ts";
import { StoreError } from "../../store.ts";
import { BatchingWorker } from "../worker_client.ts";
import type { SqliteStore } from "../store.ts";
import type { IndexPosition } from "./index_file.ts";
import type { IndexProgress } from "./indexer.ts";
import type { SearchOperations } from "./worker.ts";

/** Messages taken in by one step: long enough to be worth its transaction, and short to wait behind. */
const INDEX_STEP_MESSAGES = 500;

/** Milliseconds from a commit until it is taken in, together with what else comes by then. */
const INDEX_DELAY_MS = 250;

/**
 * Writes within a delay that are a burst. It needs all of the machine, so that it is let pass first, for
 * at most so many delays: what was not taken in by then is taken in within a second.
 */
const BURST_WRITES = 1_000;
const MAX_BURST_DELAYS = 12;

export interface SqliteSearchOptions {
  /** The folder of the store. `search.db` in it is the index, and can be removed while Parley is stopped. */
  dir: string;
  /** Open until the search is closed. */
  store: Pick<SqliteStore, "driver" | "native" | "onCommit" | "counts">;
  /** Told when messages could not be taken in; what follows them tries again. */
  onError?: (error: StoreError) => void;
}

/** Opens the search of a store; returns at once, and takes in what is missing in the background. */
export function openSqliteSearch(options: SqliteSearchOptions): Search {
  return new SqliteSearch(options);
}

class SqliteSearch implements Search {
  readonly #worker: BatchingWorker<SearchOperations>;
  readonly #opened: Promise<unknown>;
  readonly #unsubscribe: () => void;
  readonly #store: SqliteSearchOptions["store"];
  readonly #onError: (error: StoreError) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isIndexing = false;
  #hasNewCommits = false;
  /** The store's writes at the last look, and how often a burst was let pass since. */
  #writesAtLastCheck = 0;
  #burstDelays = 0;
  #closing: Promise<void> | undefined;

  constructor({ dir, store, onError = () => {} }: SqliteSearchOptions) {
    this.#store = store;
    this.#onError = onError;
    this.#worker = new BatchingWorker(startWorker(), 1);
    const { driver, native } = store;
    this.#opened = this.#worker.request({ dir, driver, native }).catch((error) => {
      this.#worker.stop(error);
      throw error;
    });
    this.#unsubscribe = store.onCommit(() => this.#scheduleIndexing());
    this.#scheduleIndexing(0);
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    await this.#opened;
    const page = await this.#worker.call("runQuery", query);
    // It may have been found damaged, and begun anew.
    if (page.catchingUp) this.#scheduleIndexing(0);
    return page;
  }

  async ready(): Promise<void> {
    await this.#opened;
    const first = await this.#indexStep();
    for (let { position } = first; isBefore(position, first.head);) {
      position = (await this.#indexStep()).position;
    }
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#opened.catch(() => {});
    await this.#worker.close();
  }

  #indexStep(): Promise<IndexProgress> {
    return this.#worker.call("indexNext", INDEX_STEP_MESSAGES);
  }

  /** Takes in what was committed, soon and together with what is committed until then. */
  #scheduleIndexing(delay = INDEX_DELAY_MS): void {
    this.#hasNewCommits ||= this.#isIndexing;
    if (this.#timer !== undefined || this.#isIndexing || this.#closing) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isBurst() && this.#burstDelays++ < MAX_BURST_DELAYS) this.#scheduleIndexing();
      else void this.#indexPending();
    }, delay);
  }

  #isBurst(): boolean {
    const newWrites = this.#store.counts.calls - this.#writesAtLastCheck;
    this.#writesAtLastCheck += newWrites;
    return newWrites > BURST_WRITES;
  }

  async #indexPending(): Promise<void> {
    this.#isIndexing = true;
    this.#hasNewCommits = false;
    try {
      this.#burstDelays = 0;
      await this.ready();
      while (!this.#hasNewCommits && !await this.#worker.call("optimize"));
    } catch (error) {
      if (error instanceof StoreError && !this.#closing) this.#onError(error);
    }
    this.#isIndexing = false;
    if (this.#hasNewCommits) this.#scheduleIndexing();
  }
}

function isBefore(position: IndexPosition, head: IndexPosition): boolean {
  return position.n < head.n || position.change < head.change;
}

function startWorker(): Worker {
  const url = new URL("./worker.ts", import.meta.url);
  return new Worker(url, { type: "module", name: "store search" });
}
