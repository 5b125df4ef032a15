/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
const NAMES = ["read", "write", "net", "env", "run", "sys", "ffi"] as const;

/** Tells what this thread may do, and whether it can read a file. */
self.onmessage = ({ data }: MessageEvent<string>) => {
  const granted = NAMES.filter((name) => Deno.permissions.querySync({ name }).state === "granted");
  let read = "read";
  try {
    Deno.readFileSync(data);
  } catch (error) {
    read = error instanceof Error ? error.name : String(error);
  }
  self.postMessage({ granted, read });
};
