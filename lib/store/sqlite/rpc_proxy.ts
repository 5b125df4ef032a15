import type { OperationArgs, OperationResult, Operations } from "./operations/batch.ts";
import type { BatchingWorker } from "./worker_client.ts";

/** Deeds as methods that a worker does. */
export type RpcProxy<T extends Operations> = {
  [K in keyof T]: (...args: OperationArgs<T[K]>) => Promise<OperationResult<T[K]>>;
};

/** The methods by which a lane's deeds are called; `deeds` only gives their names. */
export function rpcProxy<T extends Operations>(
  worker: BatchingWorker<T>,
  operations: T,
): RpcProxy<T> {
  const methods = Object.keys(operations).map((name) => {
    return [name, (...args: OperationArgs<T[string]>) => worker.call(name, ...args)];
  });
  return Object.fromEntries(methods);
}
