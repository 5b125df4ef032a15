/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { lowerConfinedThread } from "../../../lib/util/sandboxed_worker.ts";

const NAMES = ["read", "write", "net", "env", "run", "sys", "ffi"] as const;

lowerConfinedThread();

/** Tells what this thread may do, and whether it can read a file. */
self.onmessage = ({ data }: MessageEvent<string>) => {
  const granted = NAMES.filter((name) => Deno.permissions.querySync({ name }).state === "granted");
  const mayLower = { name: "sys", kind: "setPriority" } as const;
  const canLower = Deno.permissions.querySync(mayLower).state === "granted";
  let read = "read";
  try {
    Deno.readFileSync(data);
  } catch (error) {
    read = error instanceof Error ? error.name : String(error);
  }
  self.postMessage({ granted, canLower, read });
};
