import type { Entry, Store } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  createGuests,
  LOBBY,
  logOf,
  messageInput,
  notice,
  POSTED_AT,
  room,
  UNBOUNDED,
} from "./fixtures.ts";
import { entryAt, positionsOf, postMessages } from "./message_fixtures.ts";

/** Says something in a thread; what changed with it. */
async function reply(store: Store, author: string, id: string, thread: number): Promise<Entry[]> {
  const result = await store.appendMessage({
    ...messageInput(author, id),
    thread,
    at: POSTED_AT + thread,
  });
  assert(result.kind === "stored");
  return result.also ?? [];
}

const named = (...ids: string[]) => ids.map((id) => ({ id, name: `Name of ${id}` }));

export function threads(test: StoreContractTest): void {
  test("a reply takes its place, and then its root changes", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob"], "root");
    const result = await store.appendMessage({ ...messageInput("bob", "m2"), thread: 1 });
    const root = {
      ...messageInput("ann", "root"),
      seq: 1,
      rev: 3,
      name: "Name of ann",
      replies: { count: 1, last: POSTED_AT, seq: 2, people: named("bob") },
    };
    assertEquals(result, { kind: "stored", seq: 2, rev: 2, at: POSTED_AT, also: [root] });
    const entry = { ...messageInput("bob", "m2"), seq: 2, rev: 2, name: "Name of bob", thread: 1 };
    assertEquals(await store.readChanges(LOBBY, UNBOUNDED, 1), {
      kind: "changes",
      entries: [entry, root],
      rev: 3,
    });
    assertEquals(await logOf(await reopen()), [root, entry]);
  });

  test("a root tells who replied last, three at most", async ({ store }) => {
    await postMessages(store, ["ann", "bob", "cid", "dan"], "root");
    for (const [i, id] of ["ann", "bob", "ann", "cid", "dan", "cid"].entries()) {
      await store.appendMessage({ ...messageInput(id, `r${i}`), thread: 1, at: POSTED_AT + i });
    }
    assertEquals((await entryAt(store, 1)).replies, {
      count: 6,
      last: POSTED_AT + 5,
      seq: 7,
      people: named("cid", "dan", "ann"),
    });
  });

  test("threads are one level deep", async ({ store }) => {
    await postMessages(store, ["ann"], "root");
    await reply(store, "ann", "m2", 1);
    const also = await reply(store, "ann", "m3", 2);
    assertEquals(positionsOf(also), [[1, 5]]);
    await store.deleteMessage(LOBBY, 2, 5_000);
    await reply(store, "ann", "m4", 2);
    assertEquals((await logOf(store)).map(({ thread }) => thread), [undefined, 1, 1, 1]);
  });

  test("what has no thread is left out", async ({ store }) => {
    await postMessages(store, ["ann"], "one", "two");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.createRoom(room("den"), []);
    await store.deleteMessage(LOBBY, 1, 5_000);
    for (const thread of [0, 1, 3, 99]) {
      assertEquals(await reply(store, "ann", `to-${thread}`, thread), []);
    }
    const elsewhere = await store.appendMessage({
      ...messageInput("ann", "x", "x", "den"),
      thread: 2,
    });
    assertEquals("also" in elsewhere, false);
    for (const entry of [...await logOf(store), ...await logOf(store, "den")]) {
      assert(!("thread" in entry) && !("replies" in entry));
    }
  });

  test("a deleted reply is not counted any more", async ({ store }) => {
    await postMessages(store, ["ann", "bob", "cid"], "root");
    await reply(store, "bob", "m2", 1);
    await store.appendMessage({ ...messageInput("cid", "m3"), thread: 1, at: POSTED_AT + 50 });
    const entries = await store.deleteMessage(LOBBY, 3, 5_000);
    assertEquals(positionsOf(entries), [[3, 6], [1, 7]]);
    assertEquals([entries[0]!.deleted, entries[0]!.thread], [true, 1]);
    const replies = { count: 1, last: POSTED_AT + 1, seq: 2, people: named("bob") };
    assertEquals(entries[1]!.replies, replies);
    const last = await store.deleteMessage(LOBBY, 2, 5_000);
    assert(!("replies" in last[1]!));
    assertEquals(await entryAt(store, 1), last[1]!);
  });

  test("a deleted root keeps its thread, and takes no more", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "root");
    await reply(store, "bob", "m2", 1);
    const [root] = await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals([root!.deleted, root!.replies?.count], [true, 1]);
    assertEquals((await store.readThread(LOBBY, 1, UNBOUNDED)).entries.length, 1);
    assertEquals(await reply(store, "bob", "m3", 1), []);
    assertEquals(positionsOf(await store.deleteMessage(LOBBY, 2, 5_000)), [[2, 6], [1, 7]]);
    assert(!("replies" in await entryAt(store, 1)));
  });

  test("readThread() gives its newest replies, or the newest before a seq", async ({ store }) => {
    await postMessages(store, ["ann"], "root", "other");
    for (const i of [3, 4, 5, 6, 7, 8]) await reply(store, "ann", "x".repeat(i), 1 + i % 2);
    const page = async (limit: number, before?: number, bytes = 1_000) => {
      const { root, entries, more } = await store.readThread(LOBBY, 2, { limit, bytes }, before);
      assertEquals(root, await entryAt(store, 2));
      return [entries.map(({ seq }) => seq), more];
    };
    assertEquals(await page(9), [[3, 5, 7], false]);
    assertEquals(await page(2), [[5, 7], true]);
    assertEquals(await page(2, 7), [[3, 5], false]);
    assertEquals(await page(1, 7), [[5], true]);
    assertEquals(await page(9, 3), [[], false]);
    assertEquals(await page(9, undefined, 12), [[5, 7], true]);
    assertEquals(await page(9, undefined, 1), [[7], true]);
  });

  test("readThread() of what has no thread is empty", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    const root = await entryAt(store, 1);
    assertEquals(await store.readThread(LOBBY, 1, UNBOUNDED), {
      root,
      entries: [],
      more: false,
      rev: 1,
    });
    const none = { root: undefined, entries: [], more: false, rev: 1 };
    assertEquals(await store.readThread(LOBBY, 2, UNBOUNDED), none);
    assertEquals(await store.readThread("nowhere", 1, UNBOUNDED), { ...none, rev: 0 });
  });

  test("threadsWith() are those in which one says something or is called", async ({ store }) => {
    await postMessages(store, ["ann", "bob", "cid"], "one", "two", "three");
    await reply(store, "bob", "m4", 1);
    await reply(store, "ann", "m5", 2);
    await store.appendMessage({
      ...messageInput("bob", "m6"),
      thread: 3,
      mentions: ["cid", "here"],
    });
    await reply(store, "bob", "m7", 3);
    assertEquals(await store.listParticipatedThreads("bob", LOBBY), [1, 3]);
    assertEquals(await store.listParticipatedThreads("cid", LOBBY), [3]);
    assertEquals(await store.listParticipatedThreads("ann", LOBBY), [2]);
    await store.deleteMessage(LOBBY, 5, 5_000);
    assertEquals(await store.listParticipatedThreads("ann", LOBBY), []);
    assertEquals(await store.listParticipatedThreads("ann", "nowhere"), []);
  });

  test("replies to a thread at once are all counted", async ({ store }) => {
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "root"));
    const ids = Array.from({ length: 50 }, (_, i) => `m${i}`);
    await Promise.all(ids.map((id) => reply(store, "ann", id, 1)));
    assertEquals((await entryAt(store, 1)).replies?.count, 50);
    assertEquals((await entryAt(store, 1)).rev, 101);
  });
}
