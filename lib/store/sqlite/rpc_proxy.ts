import type { Args, Deeds, Result } from "./operations/batch.ts";
import type { Lane } from "./worker_client.ts";

/** Deeds as methods that a worker does. */
export type Remote<T extends Deeds> = {
  [K in keyof T]: (...args: Args<T[K]>) => Promise<Result<T[K]>>;
};

/** The methods by which a lane's deeds are called; `deeds` only gives their names. */
export function remote<T extends Deeds>(lane: Lane<T>, deeds: T): Remote<T> {
  const methods = Object.keys(deeds).map((name) => {
    return [name, (...args: Args<T[string]>) => lane.call(name, ...args)];
  });
  return Object.fromEntries(methods);
}
