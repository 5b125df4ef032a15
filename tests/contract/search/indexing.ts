import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import { StoreError } from "../../../lib/store/store.ts";
import { exactly, finds, pagesOf, phrases, query, type Test } from "../search.ts";
import { AT, guests, say } from "../store/fixtures.ts";

/** What was written, edited and deleted since. */
export function following(test: Test): void {
  test("search() finds a burst of 5,000 messages when ready() resolves", async ({ store, search }) => {
    await guests(store, "ann");
    const calls = Array.from({ length: 5_000 }, (_, i) => {
      return store.appendMessage(say("ann", `m${i}`, `burst number${i}`));
    });
    await Promise.all(calls);
    await search.ready();
    const pages = await Array.fromAsync(pagesOf(search, { all: phrases("number"), limit: 1_000 }));
    assertEquals(new Set(pages.flatMap(({ hits }) => hits.map(({ n }) => n))).size, 5_000);
    const { hits, catchingUp } = await search.search(query({ all: exactly("number4999") }));
    assertEquals([hits.length, catchingUp], [1, false]);
  });

  test("search() finds what is said by itself, within a second", async ({ store, search }) => {
    await guests(store, "ann");
    await search.ready();
    await store.appendMessage(say("ann", "m1", "soon"));
    const late = Date.now() + 1_000;
    while ((await search.search(query({ all: exactly("soon") }))).hits.length === 0) {
      assert(Date.now() < late, "it took more than a second");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  test("search() never finds what a deleted message said, not even before it learns of it", async (opened) => {
    const { store, search } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "a secret"));
    await store.appendMessage(say("ann", "m2", "no secret"));
    await search.ready();
    await store.deleteMessage("lobby", 1, AT);
    const { hits } = await search.search(query({ all: exactly("secret") }));
    assertEquals(hits.map(({ seq }) => seq), [2]);
    await finds(opened, { all: exactly("secret") }, ["no secret"]);
    await finds(opened, { authors: ["ann"] }, ["no secret"]);
  });

  test("search() finds an edited message by what it says, and not by what it said", async (opened) => {
    const { store, search } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "the old words"));
    await store.appendMessage(say("ann", "m2", "something else"));
    await search.ready();
    await store.editMessage("lobby", 1, { content: "the new words", mentions: [], at: AT });
    assertEquals((await search.search(query({ all: exactly("old") }))).hits, []);
    await finds(opened, { all: exactly("old") }, []);
    await finds(opened, { all: exactly("new") }, ["the new words"]);
    await store.editMessage("lobby", 1, { content: "the old words", mentions: [], at: AT });
    await store.editMessage("lobby", 1, { content: "even newer", mentions: [], at: AT });
    await finds(opened, { all: exactly("old") }, []);
    await finds(opened, { all: exactly("words") }, []);
    await finds(opened, { all: exactly("even newer") }, ["even newer"]);
    await store.deleteMessage("lobby", 1, AT);
    await finds(opened, { all: exactly("even newer") }, []);
  });

  test("search() takes in edits and deletions of what it had not seen yet", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    for (const id of ["m1", "m2", "m3"]) await store.appendMessage(say("ann", id, `word ${id}`));
    await store.editMessage("lobby", 1, { content: "changed", mentions: [], at: AT });
    await store.deleteMessage("lobby", 2, AT);
    await finds(opened, { all: exactly("word") }, ["word m3"]);
    await finds(opened, { authors: ["ann"] }, ["word m3", "changed"]);
  });

  test("a closed search rejects, as often as it is closed", async ({ search }) => {
    await Promise.all([search.close(), search.close()]);
    const error = await assertRejects(
      () => search.search(query({ all: exactly("a") })),
      StoreError,
    );
    assertEquals(error.code, "closed");
    assertEquals((await assertRejects(() => search.ready(), StoreError)).code, "closed");
  });
}
