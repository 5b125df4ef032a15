import { type Store, StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { auditEntry, LOBBY, messageInput, notice, POSTED_AT, room, roomOf } from "./fixtures.ts";
import { edit, entryAt, postMessages } from "./message_fixtures.ts";

const save = (store: Store, account: string, seq: number, on = true, of = LOBBY) =>
  store.setBookmark(account, of, seq, { on, at: POSTED_AT });

/** What somebody saved, in words. */
async function savedBy(store: Store, account: string, rooms = [LOBBY]): Promise<string[]> {
  return (await store.listBookmarks(account, rooms, 99)).map(({ entry }) => entry.content);
}

export function bookmarks(test: StoreContractTest): void {
  test("setSaved() keeps a message for one person, as it is now", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    assertEquals(await save(store, "ann", 2), true);
    assertEquals(await save(store, "ann", 1), true);
    assertEquals(await save(store, "bob", 1), true);
    assertEquals((await roomOf(store))?.rev, 2);
    await store.editMessage(LOBBY, 1, edit("better"));
    const reopened = await reopen();
    const [first] = await reopened.listBookmarks("ann", [LOBBY], 1);
    assertEquals(first!.entry, await entryAt(reopened, 1));
    assertEquals(await savedBy(reopened, "ann"), ["better", "two"]);
    assertEquals(await save(reopened, "ann", 1, false), true);
    assertEquals(await savedBy(reopened, "ann"), ["two"]);
    assertEquals(await savedBy(reopened, "bob"), ["better"]);
  });

  test("what is saved already, or is no message, is not saved", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "gone");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.deleteMessage(LOBBY, 2, 5_000);
    assertEquals(await save(store, "ann", 1, false), false);
    assertEquals(await Promise.all([1, 1].map((seq) => save(store, "ann", seq))), [true, false]);
    assertEquals(await save(store, "bob", 1, false), false);
    for (const seq of [0, 2, 3, 4]) assertEquals(await save(store, "ann", seq), false);
    assertEquals(await save(store, "ann", 1, true, "nowhere"), false);
    await assertRejects(() => save(store, "nobody", 1), StoreError);
    assertEquals(await savedBy(store, "ann"), ["one"]);
  });

  test("listSaved() gives pages of the rooms that it is asked for", async ({ store }) => {
    await postMessages(store, ["ann"], "1", "2", "3", "4");
    await store.createRoom(room("den"), []);
    await store.appendMessage(messageInput("ann", "5", "5", "den"));
    for (const seq of [3, 1, 4]) await save(store, "ann", seq);
    await save(store, "ann", 1, true, "den");
    await save(store, "ann", 2);
    const page = async (limit: number, before?: number) => {
      const found = await store.listBookmarks("ann", [LOBBY, "den"], limit, before);
      return { words: found.map(({ entry }) => entry.content), n: found.at(-1)?.n };
    };
    const first = await page(2);
    assertEquals(first.words, ["2", "5"]);
    const second = await page(2, first.n);
    assertEquals(second.words, ["4", "1"]);
    assertEquals((await page(9, second.n)).words, ["3"]);
    assertEquals(await savedBy(store, "ann", ["den"]), ["5"]);
    assertEquals(await savedBy(store, "ann", []), []);
    assertEquals(await savedBy(store, "ann", ["nowhere"]), []);
    assertEquals(await store.bookmarkedSeqs("ann", LOBBY), [1, 2, 3, 4]);
    assertEquals(await store.bookmarkedSeqs("ann", "den"), [1]);
    assertEquals(await store.bookmarkedSeqs("bob", LOBBY), []);
  });

  test("what was deleted is saved by nobody", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    for (const id of ["ann", "bob"]) for (const seq of [1, 2]) await save(store, id, seq);
    await store.deleteMessage(LOBBY, 1, 5_000);
    await store.deleteAccount("bob", auditEntry("deleted"));
    assertEquals(await savedBy(store, "ann"), ["two"]);
    assertEquals(await savedBy(store, "bob"), []);
  });
}
