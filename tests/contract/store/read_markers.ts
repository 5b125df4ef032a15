import { assertEquals } from "../../helpers/assert.ts";
import type { Store } from "../../../lib/store/store.ts";
import type { StoreContractTest } from "../store.ts";
import { createGuests, LOBBY, messageInput, room, UNBOUNDED } from "./fixtures.ts";

export function readMarkers(test: StoreContractTest): void {
  test("readPage() gives the newest, or the newest before a seq", async ({ store }) => {
    await fill(store, 10);
    const page = async (limit: number, before?: number) => {
      const { entries, more, rev } = await store.readPage(LOBBY, { ...UNBOUNDED, limit }, before);
      return [entries.map(({ seq }) => seq), more, rev];
    };
    assertEquals(await page(3), [[8, 9, 10], true, 10]);
    assertEquals(await page(3, 8), [[5, 6, 7], true, 10]);
    assertEquals(await page(3, 4), [[1, 2, 3], false, 10]);
    assertEquals(await page(10), [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false, 10]);
    assertEquals(await page(3, 1), [[], false, 10]);
    assertEquals(await page(2, 99), [[9, 10], true, 10]);
  });

  test("readPage() keeps to the bytes, and gives one entry at least", async ({ store }) => {
    await createGuests(store, "ann");
    for (const [i, text] of ["a".repeat(10), "é".repeat(5), "b".repeat(10)].entries()) {
      await store.appendMessage(messageInput("ann", `m${i}`, text));
    }
    const seqs = async (bytes: number) =>
      (await store.readPage(LOBBY, { limit: 9, bytes })).entries.map(({ seq }) => seq);
    assertEquals(await seqs(30), [1, 2, 3]);
    assertEquals(await seqs(29), [2, 3]);
    assertEquals(await seqs(20), [2, 3]);
    assertEquals(await seqs(19), [3]);
    assertEquals(await seqs(1), [3]);
    assertEquals((await store.readPage(LOBBY, { limit: 9, bytes: 1 })).more, true);
  });

  test("readChanges() gives all that changed after a rev", async ({ store }) => {
    await fill(store, 5);
    const changes = await store.readChanges(LOBBY, UNBOUNDED, 2);
    assertEquals(changes.kind === "changes" && changes.rev, 5);
    assertEquals(changes.kind === "changes" && changes.entries.map(({ rev }) => rev), [3, 4, 5]);
    const page = await store.readPage(LOBBY, UNBOUNDED);
    assertEquals(await store.readChanges(LOBBY, UNBOUNDED, 0), {
      kind: "changes",
      entries: page.entries,
      rev: 5,
    });
    for (const since of [5, 6, 1_000]) {
      assertEquals(await store.readChanges(LOBBY, UNBOUNDED, since), {
        kind: "changes",
        entries: [],
        rev: 5,
      });
    }
  });

  test("readChanges() says when it is too much, and never gives less", async ({ store }) => {
    await fill(store, 5, "0123456789");
    const kind = async (limit: number, bytes: number, since: number) =>
      (await store.readChanges(LOBBY, { limit, bytes }, since)).kind;
    assertEquals(await kind(4, 1_000, 0), "too_far");
    assertEquals(await kind(5, 1_000, 0), "changes");
    assertEquals(await kind(4, 1_000, 1), "changes");
    assertEquals(await kind(9, 49, 0), "too_far");
    assertEquals(await kind(9, 50, 0), "changes");
    assertEquals(await kind(9, 1, 4), "changes");
    assertEquals(await kind(9, 1, 3), "too_far");
  });

  test("a room that does not exist reads as an empty one", async ({ store }) => {
    assertEquals(await store.readPage("nowhere", UNBOUNDED), { entries: [], more: false, rev: 0 });
    assertEquals(await store.readChanges("nowhere", UNBOUNDED, 3), {
      kind: "changes",
      entries: [],
      rev: 0,
    });
  });

  test("a read sees every write that resolved before it", async ({ store }) => {
    await createGuests(store, "ann");
    for (let i = 1; i <= 30; i++) {
      await store.appendMessage(messageInput("ann", `m${i}`));
      const [page, changes, list] = await Promise.all([
        store.readPage(LOBBY, { ...UNBOUNDED, limit: 1 }),
        store.readChanges(LOBBY, UNBOUNDED, i - 1),
        store.listRooms(),
      ]);
      assertEquals(page.entries[0]!.seq, i);
      assertEquals(changes.kind === "changes" && changes.entries.length, 1);
      assertEquals(list[0]!.rev, i);
    }
  });

  test("a read is of one moment, while others write", async ({ store }) => {
    await createGuests(store, "ann");
    await store.createRoom(room("den"), []);
    const writes: Promise<unknown>[] = [];
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 20; j++) {
        writes.push(store.appendMessage(messageInput("ann", `m${i}-${j}`)));
      }
      const [page, changes] = await Promise.all([
        store.readPage(LOBBY, { ...UNBOUNDED, limit: 5 }),
        store.readChanges(LOBBY, UNBOUNDED, 0),
      ]);
      assertEquals(page.entries.at(-1)?.rev ?? 0, page.rev);
      assertEquals(
        changes.kind === "changes" && changes.entries.length,
        changes.kind === "changes" && changes.rev,
      );
    }
    await Promise.all(writes);
  });
}

async function fill(store: Store, count: number, content?: string): Promise<void> {
  await createGuests(store, "ann");
  const numbers = Array.from({ length: count }, (_, i) => i);
  await Promise.all(numbers.map((i) => store.appendMessage(messageInput("ann", `m${i}`, content))));
}
