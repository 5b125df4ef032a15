import type { StoreError } from "../../store.ts";
import type { Database } from "../driver/driver.ts";
import { storeErrorCode } from "../driver/store_errors.ts";
import { type BeginStatement, runInTransaction } from "../driver/transaction.ts";

/** What a worker can do, by name. A deed runs inside a transaction and never ends it. */
export type Operations = Record<string, (db: Database, ...args: never[]) => unknown>;
export type OperationArgs<D> = D extends (db: Database, ...args: infer A) => unknown ? A : never;
export type OperationResult<D> = D extends (...args: never[]) => infer R ? R : never;

/** A deed on its way to a worker, and what became of it on the way back. */
export type OperationCall = readonly [name: string, args: readonly unknown[]];
export type OperationOutcome = { value: unknown } | { error: string; code: StoreError["code"] };

/**
 * Does all calls, in order, in one transaction. Outcomes are in the order of the calls, and a call
 * that fails changes nothing and leaves the others alone; without a transaction all of them fail.
 */
export function runOperations(
  db: Database,
  begin: BeginStatement,
  operations: Operations,
  calls: readonly OperationCall[],
): OperationOutcome[] {
  const run = (call: OperationCall) => runOperation(db, operations, call);
  const runIsolated = (call: OperationCall) => runInSavepoint(db, operations, call);
  try {
    // Savepoints cost two statements for each call, so they are kept for a batch that needs them.
    return runInTransaction(db, begin, () => calls.map(run));
  } catch (error) {
    if (calls.length === 1) return [toFailure(error)];
  }
  try {
    return runInTransaction(db, begin, () => calls.map(runIsolated));
  } catch (error) {
    return calls.map(() => toFailure(error));
  }
}

function runOperation(
  db: Database,
  operations: Operations,
  [name, args]: OperationCall,
): OperationOutcome {
  const operation = operations[name];
  if (!operation) throw new Error(`there is no operation ${name}`);
  return { value: operation(db, ...args as never[]) };
}

function runInSavepoint(
  db: Database,
  operations: Operations,
  call: OperationCall,
): OperationOutcome {
  db.prepare("SAVEPOINT call").run();
  let outcome: OperationOutcome;
  try {
    outcome = runOperation(db, operations, call);
  } catch (error) {
    try {
      db.prepare("ROLLBACK TO call").run();
    } catch {
      // SQLite has ended the whole transaction: nothing may follow outside of one.
      throw error;
    }
    outcome = toFailure(error);
  }
  db.prepare("RELEASE call").run();
  return outcome;
}

function toFailure(error: unknown): OperationOutcome {
  return {
    error: error instanceof Error ? error.message : String(error),
    code: storeErrorCode(error),
  };
}
