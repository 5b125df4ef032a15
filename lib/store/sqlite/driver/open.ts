import { StoreError } from "../../store.ts";
import type { Driver, DriverChoice } from "./driver.ts";
import { loadNode } from "./node_sqlite.ts";

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
export async function openDriver(
  choice: DriverChoice,
  deadline: number,
  loadDb: () => Promise<Driver>,
): Promise<ChosenDriver> {
  switch (choice) {
    case "auto":
      try {
        return await within(deadline, loadDb());
      } catch (cause) {
        return { ...await openDriver("node", deadline, loadDb), fallback: reasons(cause) };
      }
    case "db":
      return await within(deadline, loadDb()).catch((cause) => {
        const help = "`deno task serve` grants what it needs; SQLITE_DRIVER=node does without it.";
        throw refused("@db/sqlite could not be loaded", cause, help);
      });
    case "node":
      return await loadNode().catch((cause) => {
        throw refused("node:sqlite could not be loaded", cause, "Update Deno to 2.9 or later.");
      });
    default:
      throw new StoreError("driver", `SQLITE_DRIVER must be auto, db or node, not ${choice}.`);
  }
}

function refused(what: string, cause: unknown, help: string): StoreError {
  const why = reasons(cause).replace(/\.$/, "");
  return new StoreError("driver", `${what}: ${why}. ${help}`, { cause });
}

// Libraries say only "failed to load", and the reason underneath.
function reasons(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${reasons(error.cause)}` : error.message;
}

async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`it did not load within ${deadline} ms`)),
    deadline,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
