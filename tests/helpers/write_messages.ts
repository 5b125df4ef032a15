import { openSqliteStore } from "../../lib/store/sqlite/store.ts";
import type { NewMessage } from "../../lib/store/store.ts";

/** Messages that are on their way to the store at once. */
const AT_ONCE = 5_000;

/** Writes a log into the store of a server that is not running; a minute lies between two messages. */
export async function writeMessages(
  dir: string,
  count: number,
  messageOf: (at: number) => Omit<NewMessage, "at">,
): Promise<void> {
  const store = await openSqliteStore({ dir, driver: "node" });
  const start = Date.now() - count * 60_000;
  for (let from = 0; from < count; from += AT_ONCE) {
    const until = Math.min(from + AT_ONCE, count);
    const part = Array.from({ length: until - from }, (_, at) => from + at);
    const stored = await Promise.all(
      part.map((at) => store.appendMessage({ ...messageOf(at), at: start + at * 60_000 })),
    );
    const wrong = stored.find(({ kind }) => kind !== "stored");
    if (wrong) throw new Error(`A message was not stored: ${wrong.kind}`);
  }
  await store.close();
}
