import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import { StoreError } from "../../../lib/store/store.ts";
import {
  assertFinds,
  pagesOf,
  phrases,
  query,
  type SearchContractTest,
  wholePhrases,
} from "../search.ts";
import { createGuests, messageInput, POSTED_AT } from "../store/fixtures.ts";

/** What was written, edited and deleted since. */
export function indexing(test: SearchContractTest): void {
  test("search() finds a burst of 5,000 messages when ready() resolves", async ({ store, search }) => {
    await createGuests(store, "ann");
    const calls = Array.from({ length: 5_000 }, (_, i) => {
      return store.appendMessage(messageInput("ann", `m${i}`, `burst number${i}`));
    });
    await Promise.all(calls);
    await search.ready();
    const pages = await Array.fromAsync(pagesOf(search, { all: phrases("number"), limit: 1_000 }));
    assertEquals(new Set(pages.flatMap(({ hits }) => hits.map(({ n }) => n))).size, 5_000);
    const { hits, catchingUp } = await search.search(query({ all: wholePhrases("number4999") }));
    assertEquals([hits.length, catchingUp], [1, false]);
  });

  test("search() finds what is said by itself, within a second", async ({ store, search }) => {
    await createGuests(store, "ann");
    await search.ready();
    await store.appendMessage(messageInput("ann", "m1", "soon"));
    const late = Date.now() + 1_000;
    while ((await search.search(query({ all: wholePhrases("soon") }))).hits.length === 0) {
      assert(Date.now() < late, "it took more than a second");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  test("search() never finds what a deleted message said, not even before it learns of it", async (opened) => {
    const { store, search } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "a secret"));
    await store.appendMessage(messageInput("ann", "m2", "no secret"));
    await search.ready();
    await store.deleteMessage("lobby", 1, POSTED_AT);
    const { hits } = await search.search(query({ all: wholePhrases("secret") }));
    assertEquals(hits.map(({ seq }) => seq), [2]);
    await assertFinds(opened, { all: wholePhrases("secret") }, ["no secret"]);
    await assertFinds(opened, { authors: ["ann"] }, ["no secret"]);
  });

  test("search() finds an edited message by what it says, and not by what it said", async (opened) => {
    const { store, search } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "the old words"));
    await store.appendMessage(messageInput("ann", "m2", "something else"));
    await search.ready();
    await store.editMessage("lobby", 1, { content: "the new words", mentions: [], at: POSTED_AT });
    assertEquals((await search.search(query({ all: wholePhrases("old") }))).hits, []);
    await assertFinds(opened, { all: wholePhrases("old") }, []);
    await assertFinds(opened, { all: wholePhrases("new") }, ["the new words"]);
    await store.editMessage("lobby", 1, { content: "the old words", mentions: [], at: POSTED_AT });
    await store.editMessage("lobby", 1, { content: "even newer", mentions: [], at: POSTED_AT });
    await assertFinds(opened, { all: wholePhrases("old") }, []);
    await assertFinds(opened, { all: wholePhrases("words") }, []);
    await assertFinds(opened, { all: wholePhrases("even newer") }, ["even newer"]);
    await store.deleteMessage("lobby", 1, POSTED_AT);
    await assertFinds(opened, { all: wholePhrases("even newer") }, []);
  });

  test("search() takes in edits and deletions of what it had not seen yet", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    for (const id of ["m1", "m2", "m3"]) {
      await store.appendMessage(messageInput("ann", id, `word ${id}`));
    }
    await store.editMessage("lobby", 1, { content: "changed", mentions: [], at: POSTED_AT });
    await store.deleteMessage("lobby", 2, POSTED_AT);
    await assertFinds(opened, { all: wholePhrases("word") }, ["word m3"]);
    await assertFinds(opened, { authors: ["ann"] }, ["word m3", "changed"]);
  });

  test("a closed search rejects, as often as it is closed", async ({ search }) => {
    await Promise.all([search.close(), search.close()]);
    const error = await assertRejects(
      () => search.search(query({ all: wholePhrases("a") })),
      StoreError,
    );
    assertEquals(error.code, "closed");
    assertEquals((await assertRejects(() => search.ready(), StoreError)).code, "closed");
  });
}
