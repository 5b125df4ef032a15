import type { AppendResult, Store } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  createGuests,
  LOBBY,
  logOf,
  messageInput,
  notice,
  room,
  UNBOUNDED,
  uniqueName,
} from "./fixtures.ts";
import { edit, entryAt, positionsOf, postMessages } from "./message_fixtures.ts";

const answer = (store: Store, id: string, reply: number, to = LOBBY): Promise<AppendResult> =>
  store.appendMessage({ ...messageInput("bob", id, id, to), reply });

export function replyPreviews(test: StoreContractTest): void {
  test("an answer quotes what it answers", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob"], "hello");
    const quote = { seq: 1, author: "ann", name: "Name of ann", content: "hello" };
    const { at } = messageInput("bob", "m2");
    assertEquals(await answer(store, "m2", 1), { kind: "stored", seq: 2, rev: 2, at, quote });
    const entry = {
      ...messageInput("bob", "m2"),
      seq: 2,
      rev: 2,
      name: "Name of bob",
      reply: 1,
      quote,
    };
    assertEquals(await entryAt(await reopen(), 2), entry);
  });

  test("what cannot be answered is left out", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    await store.createRoom(room("den"), []);
    await store.deleteMessage(LOBBY, 1, 5_000);
    const kinds: unknown[] = [];
    for (const reply of [0, 1, 99]) {
      const { kind, ...result } = await answer(store, `to-${reply}`, reply);
      kinds.push([kind, "quote" in result]);
    }
    kinds.push((await answer(store, "elsewhere", 2, "den")).kind);
    assertEquals(kinds, [["stored", false], ["stored", false], ["stored", false], "stored"]);
    for (const entry of [...await logOf(store), ...await logOf(store, "den")]) {
      assert(!("reply" in entry) && !("quote" in entry));
    }
    assertEquals((await answer(store, "nowhere", 2, "nowhere")).kind, "no_room");
  });

  test("a notice and one's own answer can be answered, and in a thread, too", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await answer(store, "m2", 1);
    await answer(store, "m3", 2);
    await store.appendMessage({ ...messageInput("ann", "m4"), thread: 3, reply: 1 });
    assertEquals((await logOf(store)).map(({ quote }) => quote?.content), [
      undefined,
      "Name of ann joined.",
      "m2",
      "Name of ann joined.",
    ]);
    assertEquals((await entryAt(store, 4)).thread, 3);
  });

  test("a quote is cut to 160 characters, and never within one", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "👍".repeat(161), "x".repeat(160));
    await answer(store, "m3", 1);
    await answer(store, "m4", 2);
    assertEquals((await entryAt(store, 3)).quote?.content, "👍".repeat(160));
    assertEquals((await entryAt(store, 4)).quote?.content, "x".repeat(160));
  });

  test("quotes follow an edit, each with a rev of its own", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "other");
    await answer(store, "m3", 1);
    await answer(store, "m4", 2);
    await answer(store, "m5", 1);
    const entries = await store.editMessage(LOBBY, 1, edit("better"));
    assertEquals(positionsOf(entries), [[1, 6], [3, 7], [5, 8]]);
    assertEquals(entries.map(({ quote }) => quote?.content), [undefined, "better", "better"]);
    assertEquals((await entryAt(store, 4)).quote?.content, "other");
    assertEquals(await store.readChanges(LOBBY, UNBOUNDED, 5), {
      kind: "changes",
      entries,
      rev: 8,
    });
  });

  test("an edit behind what a quote shows changes no quote", async ({ store }) => {
    const start = "x".repeat(160);
    await postMessages(store, ["ann", "bob"], start + "one");
    await answer(store, "m2", 1);
    assertEquals(positionsOf(await store.editMessage(LOBBY, 1, edit(start + "two"))), [[1, 3]]);
  });

  test("only the newest 100 answers are told of an edit", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one");
    await Promise.all(Array.from({ length: 102 }, (_, i) => answer(store, `m${i}`, 1)));
    const entries = await store.editMessage(LOBBY, 1, edit("two"));
    assertEquals(entries.length, 101);
    assertEquals(positionsOf(entries.slice(0, 2)), [[1, 104], [4, 105]]);
    assertEquals((await logOf(store)).slice(1, 5).map(({ quote }) => quote?.content), [
      "one",
      "one",
      "two",
      "two",
    ]);
  });

  test("no quote keeps what was deleted, however old", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "secret");
    await Promise.all(Array.from({ length: 102 }, (_, i) => answer(store, `m${i}`, 1)));
    const entries = await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals(entries.length, 101);
    const quote = { seq: 1, author: "ann", name: "Name of ann", content: "" };
    for (const answer of (await logOf(store)).slice(1)) {
      assertEquals([answer.reply, answer.quote], [1, quote]);
    }
  });

  test("a deleted answer quotes nothing, and no longer follows", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one");
    await answer(store, "m2", 1);
    const [tombstone] = await store.deleteMessage(LOBBY, 2, 5_000);
    assert(!("reply" in tombstone!) && !("quote" in tombstone!));
    assertEquals(positionsOf(await store.editMessage(LOBBY, 1, edit("two"))), [[1, 4]]);
  });

  test("a repeated answer is answered with its quote, whatever it answers now", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    await answer(store, "m3", 1);
    const entry = await entryAt(store, 3);
    assertEquals(entry.quote?.seq, 1);
    assertEquals(await answer(store, "m3", 2), { kind: "repeated", entry });
    const plain = await store.appendMessage({
      ...messageInput("bob", "m3"),
      thread: 1,
      mentions: ["ann"],
    });
    assertEquals(plain, { kind: "repeated", entry });
    assertEquals((await logOf(store)).length, 3);
  });

  test("quotes name people as they are called now", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one");
    await answer(store, "m2", 1);
    await store.renameAccount("ann", { ...uniqueName("ann"), name: "Anna" });
    assertEquals((await entryAt(store, 2)).quote?.name, "Anna");
  });
}
