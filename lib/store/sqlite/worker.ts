/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import {
  type OperationCall,
  type OperationOutcome,
  type Operations,
  runOperations,
} from "./operations/batch.ts";
import { integrityOperations } from "./operations/integrity.ts";
import { closeWriter, openReader, openShared, openWriter } from "./connection.ts";
import type { Database, Driver, DriverChoice, NativeLibrary } from "./driver/driver.ts";
import { loadDbSqlite } from "./driver/db_sqlite.ts";
import { explainOpenError, storeErrorCode } from "./driver/store_errors.ts";
import { type ChosenDriver, loadDriver } from "./driver/open.ts";
import { readOperations } from "./operations/read.ts";
import type { BeginStatement } from "./driver/transaction.ts";
import { writeOperations } from "./operations/write.ts";

/** The first message to a worker: the file to open, and the library to open it with. */
export interface OpenStoreRequest {
  /** `beside` writes to a file that another process is writing to, too. */
  role: "writer" | "secondary" | "reader" | "checker";
  dir: string;
  file: string;
  driver: DriverChoice;
  native: NativeLibrary;
  /** Milliseconds that the library may take to load. */
  driverTimeoutMs: number;
}

/** What a worker is asked; it answers each request with one list of outcomes, in order, to its port. */
export type StoreWorkerRequest = OpenStoreRequest | readonly OperationCall[] | "close" | "abandon";

/** The library that a worker took. */
export type DriverInfo = Pick<ChosenDriver, "id" | "name" | "fallback">;

interface WorkerConnection {
  db: Database;
  begin: BeginStatement;
  operations: Operations;
  close(): void;
}

let connection: WorkerConnection | undefined;
let port: MessagePort | undefined;

// This file is the start of a thread: it is never imported, and this is its main().
self.onmessage = async ({ data }: MessageEvent<MessagePort | StoreWorkerRequest>) => {
  if (data instanceof MessagePort) port = data;
  else port?.postMessage(await answer(data));
};

async function answer(request: StoreWorkerRequest): Promise<OperationOutcome[]> {
  try {
    if (request === "close") return [{ value: connection?.close() }];
    // Without folding the log into the file, which may be damaged, or another's by now.
    if (request === "abandon") return [{ value: connection?.db.close() }];
    if ("role" in request) return [{ value: await open(request) }];
    if (!connection) throw new Error("no file is open");
    return runOperations(connection.db, connection.begin, connection.operations, request);
  } catch (error) {
    return [{
      error: error instanceof Error ? error.message : String(error),
      code: storeErrorCode(error),
    }];
  }
}

async function open(request: OpenStoreRequest): Promise<DriverInfo> {
  const { role, dir, file, native } = request;
  const driver = await loadDriver(
    request.driver,
    request.driverTimeoutMs,
    () => loadDbSqlite(native),
  );
  try {
    connection = openConnection(driver, role, file);
  } catch (error) {
    throw explainOpenError(error, dir, file);
  }
  const { id, name, fallback } = driver;
  return fallback === undefined ? { id, name } : { id, name, fallback };
}

function openConnection(
  driver: Driver,
  role: OpenStoreRequest["role"],
  file: string,
): WorkerConnection {
  switch (role) {
    case "writer": {
      const db = openWriter(driver, file);
      return {
        db,
        begin: "BEGIN IMMEDIATE",
        operations: writeOperations,
        close: () => closeWriter(db),
      };
    }
    case "secondary": {
      const db = openShared(driver, file);
      return { db, begin: "BEGIN IMMEDIATE", operations: writeOperations, close: () => db.close() };
    }
    case "reader": {
      const db = openReader(driver, file);
      return { db, begin: "BEGIN", operations: readOperations, close: () => db.close() };
    }
    case "checker": {
      const db = openReader(driver, file);
      return { db, begin: "BEGIN", operations: integrityOperations, close: () => db.close() };
    }
  }
}
