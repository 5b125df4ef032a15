import { LIMITS } from "../../../lib/protocol/limits.ts";
import { type Store, StoreError } from "../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { LOBBY, logOf, messageInput, notice, POSTED_AT, roomOf } from "./fixtures.ts";
import { edit, entryAt, positionsOf, postMessages } from "./message_fixtures.ts";

/** What a message said before. */
async function versionsOf(store: Store, room: string, seq: number) {
  const { edits } = await store.listEdits(room, seq, { limit: 1_000, bytes: 1e9 });
  return edits.map(({ content, at }) => ({ content, at }));
}

export function edits(test: StoreContractTest): void {
  test("editMessage() changes what a message says, and keeps what it said", async ({ store, reopen }) => {
    await postMessages(store, ["ann"], "one", "two");
    const entries = await store.editMessage(LOBBY, 1, edit("better", { at: POSTED_AT + 5 }));
    const edited = {
      ...messageInput("ann", "one", "better"),
      seq: 1,
      rev: 3,
      name: "Name of ann",
      editedAt: POSTED_AT + 5,
    };
    assertEquals(entries, [edited]);
    await store.editMessage(LOBBY, 1, edit("best", { at: POSTED_AT + 9 }));
    const reopened = await reopen();
    assertEquals(await entryAt(reopened, 1), {
      ...edited,
      content: "best",
      rev: 4,
      editedAt: POSTED_AT + 9,
    });
    assertEquals(await versionsOf(reopened, LOBBY, 1), [
      { content: "one", at: POSTED_AT },
      { content: "better", at: POSTED_AT + 5 },
    ]);
    assertEquals(await versionsOf(reopened, LOBBY, 2), []);
    assertEquals((await roomOf(reopened))?.seq, 2);
  });

  test("an edit that changes nothing is none", async ({ store }) => {
    await postMessages(store, ["ann"], "one", "gone");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.deleteMessage(LOBBY, 2, 5_000);
    const { rev } = (await roomOf(store))!;
    assertEquals(await store.editMessage(LOBBY, 1, edit("one", { mentions: ["ann"] })), []);
    for (const seq of [0, 2, 3, 4]) {
      assertEquals(await store.editMessage(LOBBY, seq, edit("new")), []);
    }
    assertEquals(await store.editMessage("nowhere", 1, edit("new")), []);
    assertEquals((await roomOf(store))!.rev, rev);
    assertEquals(await versionsOf(store, LOBBY, 1), []);
    assertEquals(await versionsOf(store, "nowhere", 1), []);
  });

  test("an edit mentions whom it names, and nobody else", async ({ store }) => {
    await postMessages(store, ["ann"]);
    await store.appendMessage({ ...messageInput("ann", "m1"), mentions: ["bob", "here"] });
    assertEquals((await entryAt(store, 1)).mentions, ["bob", "here"]);
    const [edited] = await store.editMessage(LOBBY, 1, edit("two", { mentions: ["cid"] }));
    assertEquals(edited!.mentions, ["cid"]);
    const [again] = await store.editMessage(LOBBY, 1, edit("three"));
    assert(!("mentions" in again!));
    await store.appendMessage({ ...messageInput("ann", "m2"), mentions: [] });
    assert(!("mentions" in await entryAt(store, 2)));
  });

  test("an edited message that is sent again as it was said first is repeated, as it is now", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    await store.editMessage(LOBBY, 1, edit("two"));
    await store.editMessage(LOBBY, 1, edit("three"));
    const again = (content: string) => store.appendMessage(messageInput("ann", "one", content));
    await store.react(LOBBY, 1, { emoji: "👍", account: "ann", on: true, at: POSTED_AT, most: 9 });
    const now = await entryAt(store, 1);
    assertEquals([now.content, now.rev, now.reactions?.length], ["three", 4, 1]);
    assertEquals(await again("one"), { kind: "repeated", entry: now });
    assertEquals(await again("two"), { kind: "conflict" });
    assertEquals(await again("three"), { kind: "conflict" });
    assertEquals((await logOf(store)).map(({ content }) => content), ["three"]);
  });

  test("a deleted message keeps nothing of what was said", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob"]);
    await store.appendMessage({ ...messageInput("ann", "m1"), mentions: ["bob"] });
    await store.editMessage(LOBBY, 1, edit("two", { mentions: ["bob"] }));
    await store.pinMessage(LOBBY, 1, { on: true, by: "ann", at: POSTED_AT });
    const entries = await store.deleteMessage(LOBBY, 1, 5_000);
    const tombstone = { ...messageInput("ann", "m1", ""), seq: 1, rev: 4, name: "Name of ann" };
    assertEquals(entries, [{ ...tombstone, deleted: true as const }]);
    const reopened = await reopen();
    assertEquals(await versionsOf(reopened, LOBBY, 1), []);
    assertEquals(await logOf(reopened), entries);
  });

  test("edits at once are all kept, in order", async ({ store }) => {
    await postMessages(store, ["ann"], "0");
    const numbers = Array.from({ length: 20 }, (_, i) => i + 1);
    const all = await Promise.all(
      numbers.map((i) => store.editMessage(LOBBY, 1, edit(`${i}`, { at: POSTED_AT + i }))),
    );
    assertEquals(all.flatMap(positionsOf), numbers.map((i) => [1, i + 1]));
    const kept = await versionsOf(store, LOBBY, 1);
    assertEquals(kept, numbers.map((i) => ({ content: `${i - 1}`, at: POSTED_AT + i - 1 })));
  });

  test("of very many versions the first and the newest are kept, and the first still tells a repeat", async ({ store }) => {
    await postMessages(store, ["ann"], "0");
    const last = LIMITS.versionsPerMessage + 50;
    for (let i = 1; i <= last; i++) {
      await store.editMessage(LOBBY, 1, edit(`${i}`, { at: POSTED_AT + i }));
    }
    const kept = (await versionsOf(store, LOBBY, 1)).map(({ content }) => Number(content));
    const newest = Array.from({ length: LIMITS.versionsPerMessage - 1 }, (_, i) => last - 1 - i)
      .reverse();
    assertEquals(kept, [0, ...newest]);
    assertEquals((await store.appendMessage(messageInput("ann", "0", "0"))).kind, "repeated");
    assertEquals((await store.appendMessage(messageInput("ann", "0", "1"))).kind, "conflict");
  });

  test("versions come in pages, by number and by bytes, and never none", async ({ store }) => {
    await postMessages(store, ["ann"], "0");
    for (let i = 1; i <= 5; i++) await store.editMessage(LOBBY, 1, edit(`${i}`.repeat(10)));
    const read = async (limit: number, bytes: number) => {
      const pages: string[][] = [];
      for (let after: number | undefined = 0; after !== undefined;) {
        const { edits, more } = await store.listEdits(LOBBY, 1, { limit, bytes }, after);
        pages.push(edits.map(({ content }) => content[0]!));
        after = more ? edits.at(-1)!.id : undefined;
      }
      return pages;
    };
    assertEquals(await read(2, 1_000), [["0", "1"], ["2", "3"], ["4"]]);
    assertEquals(await read(9, 21), [["0", "1", "2"], ["3", "4"]]);
    assertEquals(await read(9, 1), [["0"], ["1"], ["2"], ["3"], ["4"]]);
  });

  test("an edit to text that would come back changed is refused", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    for (const text of ["a\0b", "\ud800"]) {
      await assertRejects(() => store.editMessage(LOBBY, 1, edit(text)), StoreError);
    }
    assertEquals((await entryAt(store, 1)).rev, 1);
    assertEquals(await versionsOf(store, LOBBY, 1), []);
  });
}
