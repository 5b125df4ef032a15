import { assert, assertEquals } from "../../helpers/assert.ts";
import { pagesOf, phrases, query, type SearchContractTest, wholePhrases } from "../search.ts";
import { createGuests, messageInput, POSTED_AT } from "../store/fixtures.ts";

/** Pages, one after the other. */
export function paging(test: SearchContractTest): void {
  test("search() gives each hit once, newest first, over any number of pages", async ({ store, search }) => {
    await createGuests(store, "ann");
    const calls = Array.from({ length: 130 }, (_, i) => {
      return store.appendMessage(
        messageInput("ann", `m${i}`, i % 3 === 0 ? `fizz ${i}` : `plain ${i}`),
      );
    });
    await Promise.all(calls);
    await search.ready();
    const pages = await Array.fromAsync(pagesOf(search, { all: wholePhrases("fizz"), limit: 10 }));
    assertEquals(pages.map(({ hits }) => hits.length), [10, 10, 10, 10, 4]);
    const seqs = pages.flatMap(({ hits }) => hits.map(({ seq }) => seq));
    assertEquals(seqs, Array.from({ length: 44 }, (_, i) => 130 - i * 3));
  });

  test("search() looks at a few long messages at a time, and gives each once", async ({ store, search }) => {
    await createGuests(store, "ann");
    const long = `a ${"漢字".repeat(3_999)}`;
    for (let n = 0; n < 40; n++) await store.appendMessage(messageInput("ann", `m${n}`, long));
    await search.ready();
    const pages = await Array.fromAsync(pagesOf(search, { all: wholePhrases("a") }));
    const longest = Math.max(...pages.map(({ hits }) => hits.length));
    assert(longest < 32, `${longest} messages of ${long.length} characters in one page`);
    const seqs = pages.flatMap(({ hits }) => hits.map(({ seq }) => seq));
    assertEquals(seqs, Array.from({ length: 40 }, (_, i) => 40 - i));
  });

  test("a hit has the part of its message around what was looked for", async ({ store, search }) => {
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "the deploy went well"));
    await store.editMessage("lobby", 1, {
      content: "the deploy failed",
      mentions: [],
      at: POSTED_AT,
    });
    await search.ready();
    const { hits: [hit] } = await search.search(query({ all: wholePhrases("deploy") }));
    assertEquals([hit?.snippet, hit?.editedAt], [[
      { text: "the ", hit: false },
      { text: "deploy", hit: true },
      { text: " failed", hit: false },
    ], POSTED_AT]);
  });

  test("search() says whether there is more", async ({ store, search }) => {
    await createGuests(store, "ann");
    for (const id of ["m1", "m2"]) await store.appendMessage(messageInput("ann", id, "again"));
    await search.ready();
    const one = await search.search(query({ all: phrases("again"), limit: 1 }));
    assertEquals([one.hits.length, one.next], [1, one.hits[0]!.n]);
    const all = await search.search(query({ all: phrases("again"), limit: 2 }));
    assertEquals([all.hits.length, all.next], [2, undefined]);
  });
}
