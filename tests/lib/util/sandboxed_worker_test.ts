import { CAN_SANDBOX_WORKERS, startSandboxedWorker } from "../../../lib/util/sandboxed_worker.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

/** What a thread may do, and what becomes of it when it reads a file. */
async function askWorker(isConfined?: boolean) {
  const worker = startSandboxedWorker(
    new URL("./permission_probe_worker.ts", import.meta.url),
    "test",
    isConfined,
  );
  const { promise, resolve } = Promise.withResolvers<{
    granted: string[];
    canLower: boolean;
    read: string;
  }>();
  worker.onmessage = ({ data }) => resolve(data);
  worker.postMessage(new URL(import.meta.url).pathname);
  const answer = await promise;
  worker.terminate();
  return answer;
}

Deno.test("a confined worker has no permission, whatever the process has", async () => {
  assert(CAN_SANDBOX_WORKERS);
  assertEquals(await askWorker(), { granted: [], canLower: false, read: "NotCapable" });
});

Deno.test("a worker runs where the runtime lets none be confined", async () => {
  const { granted, canLower, read } = await askWorker(false);
  assert(granted.includes("read"));
  // What it gave back would be the process's.
  assert(canLower);
  assertEquals(read, "read");
});
