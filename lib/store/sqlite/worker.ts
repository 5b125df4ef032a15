/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { type Call, type Deeds, type Outcome, runBatch } from "./operations/batch.ts";
import { checks } from "./operations/integrity.ts";
import { closeWriter, openBeside, openReader, openWriter } from "./connection.ts";
import type { Database, Driver, DriverChoice, NativeLibrary } from "./driver/driver.ts";
import { loadDb } from "./driver/db_sqlite.ts";
import { explainOpening, faultOf } from "./driver/store_errors.ts";
import { type ChosenDriver, openDriver } from "./driver/open.ts";
import { reads } from "./operations/read.ts";
import type { Begin } from "./driver/transaction.ts";
import { writes } from "./operations/write.ts";

/** The first message to a worker: the file to open, and the library to open it with. */
export interface Opening {
  /** `beside` writes to a file that another process is writing to, too. */
  role: "writer" | "beside" | "reader" | "checker";
  dir: string;
  file: string;
  driver: DriverChoice;
  native: NativeLibrary;
  /** Milliseconds that the library may take to load. */
  deadline: number;
}

/** What a worker is asked; it answers each request with one list of outcomes, in order, to its port. */
export type Request = Opening | readonly Call[] | "close" | "abandon";

/** The library that a worker took. */
export type Used = Pick<ChosenDriver, "id" | "name" | "fallback">;

interface Connection {
  db: Database;
  begin: Begin;
  deeds: Deeds;
  close(): void;
}

let connection: Connection | undefined;
let port: MessagePort | undefined;

// This file is the start of a thread: it is never imported, and this is its main().
self.onmessage = async ({ data }: MessageEvent<MessagePort | Request>) => {
  if (data instanceof MessagePort) port = data;
  else port?.postMessage(await answer(data));
};

async function answer(request: Request): Promise<Outcome[]> {
  try {
    if (request === "close") return [{ value: connection?.close() }];
    // Without folding the log into the file, which may be damaged, or another's by now.
    if (request === "abandon") return [{ value: connection?.db.close() }];
    if ("role" in request) return [{ value: await open(request) }];
    if (!connection) throw new Error("no file is open");
    return runBatch(connection.db, connection.begin, connection.deeds, request);
  } catch (error) {
    return [{
      error: error instanceof Error ? error.message : String(error),
      code: faultOf(error),
    }];
  }
}

async function open(opening: Opening): Promise<Used> {
  const { role, dir, file, native } = opening;
  const driver = await openDriver(opening.driver, opening.deadline, () => loadDb(native));
  try {
    connection = connect(driver, role, file);
  } catch (error) {
    throw explainOpening(error, dir, file);
  }
  const { id, name, fallback } = driver;
  return fallback === undefined ? { id, name } : { id, name, fallback };
}

function connect(driver: Driver, role: Opening["role"], file: string): Connection {
  switch (role) {
    case "writer": {
      const db = openWriter(driver, file);
      return { db, begin: "BEGIN IMMEDIATE", deeds: writes, close: () => closeWriter(db) };
    }
    case "beside": {
      const db = openBeside(driver, file);
      return { db, begin: "BEGIN IMMEDIATE", deeds: writes, close: () => db.close() };
    }
    case "reader": {
      const db = openReader(driver, file);
      return { db, begin: "BEGIN", deeds: reads, close: () => db.close() };
    }
    case "checker": {
      const db = openReader(driver, file);
      return { db, begin: "BEGIN", deeds: checks, close: () => db.close() };
    }
  }
}
