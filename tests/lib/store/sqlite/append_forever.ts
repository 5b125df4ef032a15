import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { createGuests, messageInput } from "../../../contract/store/fixtures.ts";

// A process to be killed: it says each message that was acknowledged, in the order of the log.
const store = await openSqliteStore({ dir: Deno.args[0]!, driver: "node" });
await createGuests(store, "ann");
for (let i = 0;; i += 20) {
  const ids = Array.from({ length: 20 }, (_, j) => `m${i + j}`);
  const results = await Promise.all(ids.map((id) => store.appendMessage(messageInput("ann", id))));
  for (const [j, result] of results.entries()) {
    if (result.kind === "stored") console.log(`${result.seq} ${ids[j]}`);
  }
}
