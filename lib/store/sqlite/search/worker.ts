/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { SearchPage, SearchQuery } from "../../search.ts";
import { StoreError } from "../../store.ts";
import type { OperationCall, OperationOutcome } from "../operations/batch.ts";
import { openReader } from "../connection.ts";
import type { Database, Driver, NativeLibrary } from "../driver/driver.ts";
import { loadDbSqlite } from "../driver/db_sqlite.ts";
import { loadDriver } from "../driver/open.ts";
import { createIndex, isCorruptIndex, openIndex, type SearchIndex } from "./index_file.ts";
import { runQuery } from "./query.ts";
import { indexNext, type IndexProgress } from "./indexer.ts";
import { Shards } from "./shards.ts";

/** The first message to the worker: the folder of the store and the index, and the store's library. */
export interface OpenSearchRequest {
  dir: string;
  driver: "db" | "node";
  native: NativeLibrary;
}

/** What the worker is asked; it answers each request with one list of outcomes, in order. */
export type SearchWorkerRequest = OpenSearchRequest | readonly OperationCall[] | "close";

/** What the worker does, as a lane calls it; the database is the worker's own. */
export type SearchOperations = {
  indexNext(db: Database, limit: number): IndexProgress;
  /** `true`: there is nothing more to do. */
  optimize(db: Database): boolean;
  runQuery(db: Database, query: SearchQuery): SearchPage;
};

/** Milliseconds that the library may take to load; the store has loaded it before. */
const DRIVER_TIMEOUT_MS = 30_000;

interface OpenSearch {
  driver: Driver;
  file: string;
  store: Database;
  index: SearchIndex;
  shards: Shards;
}

let opened: OpenSearch | undefined;

// This file is the start of a thread: it is never imported, and this is its main().
self.onmessage = async ({ data }: MessageEvent<SearchWorkerRequest>) => {
  self.postMessage(await answer(data));
};

async function answer(request: SearchWorkerRequest): Promise<OperationOutcome[]> {
  try {
    if (request === "close") return [{ value: close() }];
    if ("dir" in request) return [{ value: await open(request) }];
    return request.map(run);
  } catch (error) {
    return [toFailure(error)];
  }
}

async function open({ dir, driver: choice, native }: OpenSearchRequest): Promise<void> {
  const driver = await loadDriver(choice, DRIVER_TIMEOUT_MS, () => loadDbSqlite(native));
  const store = openReader(driver, `${dir}/parley.db`);
  const file = `${dir}/search.db`;
  const index = openIndex(driver, file, store);
  opened = { driver, file, store, index, shards: new Shards(index.db) };
}

function run([name, args]: OperationCall): OperationOutcome {
  try {
    return {
      value: withRepair((parts) =>
        operations[name as keyof SearchOperations](parts, ...args as [never])
      ),
    };
  } catch (error) {
    return toFailure(error);
  }
}

const operations = {
  indexNext: ({ index, shards }: OpenSearch, limit: number) => indexNext(index, shards, limit),
  optimize: ({ shards }: OpenSearch) => shards.optimize(),
  runQuery: ({ index, shards }: OpenSearch, query: SearchQuery) => runQuery(index, shards, query),
};

/** Does something, if need be with a new index in place of a damaged one. */
function withRepair<T>(work: (parts: OpenSearch) => T): T {
  if (!opened) throw new Error("no file is open");
  try {
    return work(opened);
  } catch (error) {
    if (!isCorruptIndex(error)) throw error;
    opened.index.db.close();
    const index = createIndex(opened.driver, opened.file, opened.store);
    opened = { ...opened, index, shards: new Shards(index.db) };
    return work(opened);
  }
}

function close(): void {
  opened?.index.db.close();
  opened?.store.close();
}

function toFailure(error: unknown): OperationOutcome {
  const code = error instanceof StoreError ? error.code : "failed";
  return { error: error instanceof Error ? error.message : String(error), code };
}
