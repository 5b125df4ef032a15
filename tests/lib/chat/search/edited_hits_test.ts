import { openChat } from "../../../../lib/chat/chat.ts";
import type { Search, SearchQuery } from "../../../../lib/store/search.ts";
import { openSqliteSearch } from "../../../../lib/store/sqlite/search/search.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import {
  account,
  createGuests,
  messageInput,
  POSTED_AT,
} from "../../../contract/store/fixtures.ts";
import { assertEquals } from "../../../helpers/assert.ts";
import { defaultWriteLimits } from "../../../helpers/write_limits.ts";
import { withTempDir } from "../../store/sqlite/temp_dir.ts";

/** Checks what is found when the message that was found is edited before it is shown. */
function findsWhileEdited(content: string, expected: string[][]): Promise<void> {
  return withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    const search = openSqliteSearch({ dir, store });
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "the deploy went well"));
    await search.ready();
    let isEdited = false;
    const edited: Search = {
      ready: () => search.ready(),
      close: () => search.close(),
      async search(query: SearchQuery) {
        const page = await search.search(query);
        if (!isEdited) {
          await store.editMessage("lobby", 1, { content, mentions: [], at: POSTED_AT });
        }
        isEdited = true;
        return page;
      },
    };
    const chat = await openChat(store, edited, {
      filesPerMessage: 10,
      onFilesReleased: () => {},
      writeLimits: defaultWriteLimits(),
    });
    const { hits } = await chat.search.search(account("ann"), { q: "deploy" });
    chat.stop();
    await search.close();
    await store.close();
    const found = hits.map(({ message, snippet }) => [
      message.content,
      snippet.map(({ text }) => text).join(""),
    ]);
    assertEquals(found, expected);
  });
}

Deno.test("a message that is edited while it is found is shown as it is then", () =>
  findsWhileEdited("our deploy failed", [["our deploy failed", "our deploy failed"]]));

Deno.test("a message that is edited away while it is found is not shown", () =>
  findsWhileEdited("nothing to see", []));
