import config from "../../deno.json" with { type: "json" };
import { canLowerThread, lowerThread } from "./thread_priority.ts";

/**
 * Whether a worker can be started without permissions. The runtime has it behind `worker-options`, which
 * Parley's own configuration turns on, and ends the process that asks for it elsewhere.
 */
export const CAN_SANDBOX_WORKERS: boolean = config.unstable.includes("worker-options");

/** Starts a module on a thread of its own, without any permission if `isSandboxed`. */
export function startSandboxedWorker(
  url: URL,
  name: string,
  isSandboxed = CAN_SANDBOX_WORKERS,
): Worker {
  const options = { type: "module", name } as const;
  if (!isSandboxed) return new Worker(url, options);
  // Its one permission is to lower its own thread, and it gives that back.
  const permissions = canLowerThread() ? { sys: ["setPriority"] } : "none";
  // A cast, since the types of browsers, which some tests are checked with, know no `deno`.
  return new Worker(url, { ...options, deno: { permissions } } as WorkerOptions);
}

/** To be called first in such a worker: it yields to other threads, and then has no permission left. */
export function lowerConfinedThread(): void {
  lowerThread();
  // Where it could not be confined, what it gives back the whole process would lose.
  const isConfined =
    Deno.permissions.querySync({ name: "sys", kind: "statfs" }).state !== "granted";
  if (isConfined) Deno.permissions.revokeSync({ name: "sys", kind: "setPriority" });
}
