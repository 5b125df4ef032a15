/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { lowerThread } from "../../../util/thread_priority.ts";
import type { SearchPage, SearchQuery } from "../../search.ts";
import { StoreError } from "../../store.ts";
import type { Call, Outcome } from "../operations/batch.ts";
import { openReader } from "../connection.ts";
import type { Database, Driver, NativeLibrary } from "../driver/driver.ts";
import { loadDb } from "../driver/db_sqlite.ts";
import { openDriver } from "../driver/open.ts";
import { beginIndex, type Index, isDamage, openIndex } from "./index_file.ts";
import { find } from "./query.ts";
import { follow, type Progress } from "./indexer.ts";
import { Shards } from "./shards.ts";

/** The first message to the worker: the folder of the store and the index, and the store's library. */
export interface Opening {
  dir: string;
  driver: "db" | "node";
  native: NativeLibrary;
}

/** What the worker is asked; it answers each request with one list of outcomes, in order. */
export type Request = Opening | readonly Call[] | "close";

/** What the worker does, as a lane calls it; the database is the worker's own. */
export type Searches = {
  follow(db: Database, most: number): Progress;
  /** `true`: there is nothing more to do. */
  tidy(db: Database): boolean;
  find(db: Database, query: SearchQuery): SearchPage;
};

/** Milliseconds that the library may take to load; the store has loaded it before. */
const DEADLINE = 30_000;

interface Opened {
  driver: Driver;
  file: string;
  store: Database;
  index: Index;
  shards: Shards;
}

let opened: Opened | undefined;

// This file is the start of a thread: it is never imported, and this is its main().
// Nobody's message waits for a search, or for what is taken into the index.
lowerThread();
self.onmessage = async ({ data }: MessageEvent<Request>) => {
  self.postMessage(await answer(data));
};

async function answer(request: Request): Promise<Outcome[]> {
  try {
    if (request === "close") return [{ value: close() }];
    if ("dir" in request) return [{ value: await open(request) }];
    return request.map(run);
  } catch (error) {
    return [failure(error)];
  }
}

async function open({ dir, driver: choice, native }: Opening): Promise<void> {
  const driver = await openDriver(choice, DEADLINE, () => loadDb(native));
  const store = openReader(driver, `${dir}/parley.db`);
  const file = `${dir}/search.db`;
  const index = openIndex(driver, file, store);
  opened = { driver, file, store, index, shards: new Shards(index.db) };
}

function run([name, args]: Call): Outcome {
  try {
    return { value: repairing((parts) => does[name as keyof Searches](parts, ...args as [never])) };
  } catch (error) {
    return failure(error);
  }
}

const does = {
  follow: ({ index, shards }: Opened, most: number) => follow(index, shards, most),
  tidy: ({ shards }: Opened) => shards.tidy(),
  find: ({ index, shards }: Opened, query: SearchQuery) => find(index, shards, query),
};

/** Does something, if need be with a new index in place of a damaged one. */
function repairing<T>(work: (parts: Opened) => T): T {
  if (!opened) throw new Error("no file is open");
  try {
    return work(opened);
  } catch (error) {
    if (!isDamage(error)) throw error;
    opened.index.db.close();
    const index = beginIndex(opened.driver, opened.file, opened.store);
    opened = { ...opened, index, shards: new Shards(index.db) };
    return work(opened);
  }
}

function close(): void {
  opened?.index.db.close();
  opened?.store.close();
}

function failure(error: unknown): Outcome {
  const code = error instanceof StoreError ? error.code : "failed";
  return { error: error instanceof Error ? error.message : String(error), code };
}
