import type { StoreError } from "../../store.ts";
import type { Database } from "../driver/driver.ts";
import { faultOf } from "../driver/store_errors.ts";
import { type Begin, transaction } from "../driver/transaction.ts";

/** What a worker can do, by name. A deed runs inside a transaction and never ends it. */
export type Deeds = Record<string, (db: Database, ...args: never[]) => unknown>;
export type Args<D> = D extends (db: Database, ...args: infer A) => unknown ? A : never;
export type Result<D> = D extends (...args: never[]) => infer R ? R : never;

/** A deed on its way to a worker, and what became of it on the way back. */
export type Call = readonly [name: string, args: readonly unknown[]];
export type Outcome = { value: unknown } | { error: string; code: StoreError["code"] };

/**
 * Does all calls, in order, in one transaction. Outcomes are in the order of the calls, and a call
 * that fails changes nothing and leaves the others alone; without a transaction all of them fail.
 */
export function runBatch(
  db: Database,
  begin: Begin,
  deeds: Deeds,
  calls: readonly Call[],
): Outcome[] {
  const run = (call: Call) => runCall(db, deeds, call);
  const runAlone = (call: Call) => runInSavepoint(db, deeds, call);
  try {
    // Savepoints cost two statements for each call, so they are kept for a batch that needs them.
    return transaction(db, begin, () => calls.map(run));
  } catch (error) {
    if (calls.length === 1) return [failure(error)];
  }
  try {
    return transaction(db, begin, () => calls.map(runAlone));
  } catch (error) {
    return calls.map(() => failure(error));
  }
}

function runCall(db: Database, deeds: Deeds, [name, args]: Call): Outcome {
  const deed = deeds[name];
  if (!deed) throw new Error(`there is no deed ${name}`);
  return { value: deed(db, ...args as never[]) };
}

function runInSavepoint(db: Database, deeds: Deeds, call: Call): Outcome {
  db.prepare("SAVEPOINT call").run();
  let outcome: Outcome;
  try {
    outcome = runCall(db, deeds, call);
  } catch (error) {
    try {
      db.prepare("ROLLBACK TO call").run();
    } catch {
      // SQLite has ended the whole transaction: nothing may follow outside of one.
      throw error;
    }
    outcome = failure(error);
  }
  db.prepare("RELEASE call").run();
  return outcome;
}

function failure(error: unknown): Outcome {
  return { error: error instanceof Error ? error.message : String(error), code: faultOf(error) };
}
