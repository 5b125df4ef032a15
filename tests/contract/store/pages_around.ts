import type { StoredPage } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { LOBBY, logOf, UNBOUNDED } from "./fixtures.ts";
import { edit, postMessages } from "./message_fixtures.ts";

const seen = ({ entries, more, after, rev }: StoredPage) => [
  entries.map(({ seq }) => seq),
  more,
  after,
  rev,
];
const nine = Array.from({ length: 9 }, (_, i) => `${i + 1}`);

export function pagesAround(test: StoreContractTest): void {
  test("readAround() gives half up to a seq and half after it", async ({ store }) => {
    await postMessages(store, ["ann"], ...nine);
    const around = async (seq: number, limit: number) =>
      seen(await store.readAround(LOBBY, { ...UNBOUNDED, limit }, seq));
    assertEquals(await around(5, 4), [[4, 5, 6, 7], true, true, 9]);
    assertEquals(await around(5, 5), [[3, 4, 5, 6, 7], true, true, 9]);
    assertEquals(await around(5, 1), [[5], true, true, 9]);
    assertEquals(await around(1, 4), [[1, 2, 3], false, true, 9]);
    assertEquals(await around(9, 4), [[8, 9], true, false, 9]);
    assertEquals(await around(5, 99), [[1, 2, 3, 4, 5, 6, 7, 8, 9], false, false, 9]);
    assertEquals(await around(50, 4), [[8, 9], true, false, 9]);
    assertEquals((await store.readAround(LOBBY, UNBOUNDED, 4)).entries, await logOf(store));
  });

  test("readAfter() gives what follows a seq", async ({ store }) => {
    await postMessages(store, ["ann"], ...nine);
    await store.editMessage(LOBBY, 1, edit("one"));
    const after = async (seq: number, limit: number) =>
      seen(await store.readAfter(LOBBY, { ...UNBOUNDED, limit }, seq));
    assertEquals(await after(4, 3), [[5, 6, 7], true, true, 10]);
    assertEquals(await after(6, 3), [[7, 8, 9], true, false, 10]);
    assertEquals(await after(0, 2), [[1, 2], false, true, 10]);
    assertEquals(await after(9, 3), [[], true, false, 10]);
    assertEquals(await after(99, 3), [[], true, false, 10]);
    assertEquals((await store.readAfter(LOBBY, UNBOUNDED, 0)).entries, await logOf(store));
  });

  test("spans keep to the bytes, and give one entry at least", async ({ store }) => {
    await postMessages(store, ["ann"], ..."abcdefg".split("").map((letter) => letter.repeat(10)));
    const around = async (bytes: number) =>
      seen(await store.readAround(LOBBY, { limit: 7, bytes }, 4))[0];
    assertEquals(await around(70), [2, 3, 4, 5, 6, 7]);
    assertEquals(await around(50), [3, 4, 5, 6, 7]);
    assertEquals(await around(40), [3, 4, 5, 6]);
    assertEquals(await around(39), [4, 5, 6]);
    assertEquals(await around(20), [4, 5]);
    assertEquals(await around(19), [4]);
    assertEquals(await around(1), [4]);
    const after = async (bytes: number) =>
      seen(await store.readAfter(LOBBY, { limit: 9, bytes }, 4));
    assertEquals(await after(30), [[5, 6, 7], true, false, 7]);
    assertEquals(await after(29), [[5, 6], true, true, 7]);
    assertEquals(await after(1), [[5], true, true, 7]);
  });

  test("spans of a room that does not exist are empty", async ({ store }) => {
    const empty = { entries: [], more: false, after: false, rev: 0 };
    assertEquals(await store.readAround("nowhere", UNBOUNDED, 3), empty);
    assertEquals(await store.readAfter("nowhere", UNBOUNDED, 0), empty);
    assertEquals(await store.readAround(LOBBY, UNBOUNDED, 3), empty);
  });
}
