import { StoreError } from "../../store.ts";
import type { Driver, DriverChoice } from "./driver.ts";
import { loadNodeSqlite } from "./node_sqlite.ts";

/** A driver, and why it is not @db/sqlite where `auto` would have taken that. */
export interface ChosenDriver extends Driver {
  fallback?: string;
}

/**
 * Finds the SQLite library to use. `auto` takes @db/sqlite if it loads within the deadline
 * (milliseconds), else the runtime's own; a named one is used or refused.
 * @param loadDb loads @db/sqlite.
 * @throws StoreError `driver`, when the named one cannot be loaded.
 */
export async function loadDriver(
  choice: DriverChoice,
  timeoutMs: number,
  loadDb: () => Promise<Driver>,
): Promise<ChosenDriver> {
  switch (choice) {
    case "auto":
      try {
        return await withTimeout(timeoutMs, loadDb());
      } catch (cause) {
        return { ...await loadDriver("node", timeoutMs, loadDb), fallback: reasonsOf(cause) };
      }
    case "db":
      return await withTimeout(timeoutMs, loadDb()).catch((cause) => {
        const help = "`deno task serve` grants what it needs; SQLITE_DRIVER=node does without it.";
        throw driverError("@db/sqlite could not be loaded", cause, help);
      });
    case "node":
      return await loadNodeSqlite().catch((cause) => {
        throw driverError("node:sqlite could not be loaded", cause, "Update Deno to 2.9 or later.");
      });
    default:
      throw new StoreError("driver", `SQLITE_DRIVER must be auto, db or node, not ${choice}.`);
  }
}

function driverError(problem: string, cause: unknown, help: string): StoreError {
  const why = reasonsOf(cause).replace(/\.$/, "");
  return new StoreError("driver", `${problem}: ${why}. ${help}`, { cause });
}

// Libraries say only "failed to load", and the reason underneath.
function reasonsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${reasonsOf(error.cause)}` : error.message;
}

async function withTimeout<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new Error(`it did not load within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
