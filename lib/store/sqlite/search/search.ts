import type { Search, SearchPage, SearchQuery } from "../../search.ts";
import { StoreError } from "../../store.ts";
import { Lane } from "../worker_client.ts";
import type { SqliteStore } from "../store.ts";
import type { Position } from "./index_file.ts";
import type { Progress } from "./indexer.ts";
import type { Searches } from "./worker.ts";

/** Messages taken in by one step: long enough to be worth its transaction, and short to wait behind. */
const STEP = 500;

/** Milliseconds from a commit until it is taken in, together with what else comes by then. */
const DELAY = 250;

/**
 * Writes within a delay that are a burst. It needs all of the machine, so that it is let pass first, for
 * at most so many delays: what was not taken in by then is taken in within a second.
 */
const BURST = 1_000;
const DELAYS = 12;

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
  readonly #lane: Lane<Searches>;
  readonly #opened: Promise<unknown>;
  readonly #unlisten: () => void;
  readonly #store: SqliteSearchOptions["store"];
  readonly #onError: (error: StoreError) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #following = false;
  #missed = false;
  /** The store's writes at the last look, and how often a burst was let pass since. */
  #seen = 0;
  #delays = 0;
  #closed: Promise<void> | undefined;

  constructor({ dir, store, onError = () => {} }: SqliteSearchOptions) {
    this.#store = store;
    this.#onError = onError;
    this.#lane = new Lane(startWorker(), 1);
    const { driver, native } = store;
    this.#opened = this.#lane.request({ dir, driver, native }).catch((error) => {
      this.#lane.stop(error);
      throw error;
    });
    this.#unlisten = store.onCommit(() => this.#followSoon());
    this.#followSoon(0);
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    await this.#opened;
    const page = await this.#lane.call("find", query);
    // It may have been found damaged, and begun anew.
    if (page.catchingUp) this.#followSoon(0);
    return page;
  }

  async ready(): Promise<void> {
    await this.#opened;
    const first = await this.#step();
    for (let { position } = first; isBefore(position, first.head);) {
      position = (await this.#step()).position;
    }
  }

  close(): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#unlisten();
    clearTimeout(this.#timer);
    await this.#opened.catch(() => {});
    await this.#lane.close();
  }

  #step(): Promise<Progress> {
    return this.#lane.call("follow", STEP);
  }

  /** Takes in what was committed, soon and together with what is committed until then. */
  #followSoon(delay = DELAY): void {
    this.#missed ||= this.#following;
    if (this.#timer !== undefined || this.#following || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isBurst() && this.#delays++ < DELAYS) this.#followSoon();
      else void this.#follow();
    }, delay);
  }

  #isBurst(): boolean {
    const since = this.#store.counts.calls - this.#seen;
    this.#seen += since;
    return since > BURST;
  }

  async #follow(): Promise<void> {
    this.#following = true;
    this.#missed = false;
    try {
      this.#delays = 0;
      await this.ready();
      while (!this.#missed && !await this.#lane.call("tidy"));
    } catch (error) {
      if (error instanceof StoreError && !this.#closed) this.#onError(error);
    }
    this.#following = false;
    if (this.#missed) this.#followSoon();
  }
}

function isBefore(position: Position, head: Position): boolean {
  return position.n < head.n || position.change < head.change;
}

function startWorker(): Worker {
  const url = new URL("./worker.ts", import.meta.url);
  return new Worker(url, { type: "module", name: "store search" });
}
