import type { Operations } from "../../../../lib/store/sqlite/operations/batch.ts";
import { BatchingWorker } from "../../../../lib/store/sqlite/worker_client.ts";
import { PolledWorker } from "../../../../lib/store/sqlite/polled_worker.ts";
import { assertEquals } from "../../../helpers/assert.ts";

const operations = { echo: (_db: unknown, value: string): string => value } satisfies Operations;

const ECHO = `
  let port;
  self.onmessage = ({ data }) => {
    if (data instanceof MessagePort) port = data;
    else if (data === "close") port.postMessage([{ value: undefined }]);
    else port.postMessage(data.map(([, [value]]) => ({ value })));
  };`;

function startClient(channel: MessageChannel): BatchingWorker<typeof operations> {
  const url = URL.createObjectURL(new Blob([ECHO], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  URL.revokeObjectURL(url);
  return new BatchingWorker(new PolledWorker(worker, channel), 2);
}

/** A channel of which the runtime never delivers anything, as when sockets take all of its turns. */
function starved(): MessageChannel {
  const channel = new MessageChannel();
  Object.defineProperty(channel.port1, "onmessage", { set() {} });
  return channel;
}

for (
  const [how, makeChannel] of [["delivers", () => new MessageChannel()], [
    "does not deliver",
    starved,
  ]] as const
) {
  Deno.test(`every answer of a worker arrives once, in order, when the runtime ${how} it`, async () => {
    const echo = startClient(makeChannel());
    const values = Array.from({ length: 7 }, (_, i) => `${i}`);
    assertEquals(await Promise.all(values.map((value) => echo.call("echo", value))), values);
    assertEquals(await echo.call("echo", "last"), "last");
    assertEquals(echo.counts, { calls: 8, batches: 5 });
    await echo.close();
  });
}
