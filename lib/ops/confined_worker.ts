import config from "../../deno.json" with { type: "json" };

/**
 * Whether a worker can be started without permissions. The runtime has it behind `worker-options`, which
 * Parley's own configuration turns on, and ends the process that asks for it elsewhere.
 */
export const CAN_CONFINE: boolean = config.unstable.includes("worker-options");

/** Starts a module on a thread of its own, without any permission if `isConfined`. */
export function startWorker(url: URL, name: string, isConfined = CAN_CONFINE): Worker {
  const options = { type: "module", name } as const;
  if (!isConfined) return new Worker(url, options);
  // A cast, since the types of browsers, which some tests are checked with, know no `deno`.
  return new Worker(url, { ...options, deno: { permissions: "none" } } as WorkerOptions);
}
