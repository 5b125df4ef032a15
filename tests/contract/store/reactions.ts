import { type Entry, type Store, StoreError } from "../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createGuests,
  LOBBY,
  messageInput,
  notice,
  roomOf,
  UNBOUNDED,
  uniqueName,
} from "./fixtures.ts";
import { entryAt, positionsOf, postMessages, reaction } from "./message_fixtures.ts";

/** The reactions of a message, as emoji and accounts. */
async function shown(store: Store, seq = 1): Promise<unknown> {
  const { reactions = [] } = await entryAt(store, seq);
  return reactions.map(({ emoji, count, people }) => [emoji, count, people.map(({ id }) => id)]);
}

export function reactions(test: StoreContractTest): void {
  test("react() shows who reacted, in the order of first use", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob", "cid"], "one");
    await store.react(LOBBY, 1, reaction("cid"));
    await store.react(LOBBY, 1, reaction("ann", { emoji: "❤️" }));
    const entries = await store.react(LOBBY, 1, reaction("bob"));
    const person = (id: string) => ({ id, name: `Name of ${id}` });
    const entry = {
      ...messageInput("ann", "one"),
      seq: 1,
      rev: 4,
      name: "Name of ann",
      reactions: [
        { emoji: "👍", count: 2, people: [person("cid"), person("bob")] },
        { emoji: "❤️", count: 1, people: [person("ann")] },
      ],
    };
    assertEquals(entries, [entry]);
    assertEquals(await store.readChanges(LOBBY, UNBOUNDED, 3), {
      kind: "changes",
      entries: [entry],
      rev: 4,
    });
    assertEquals(await entryAt(await reopen(), 1), entry);
  });

  test("a reaction is taken back, and an emoji goes with its last one", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one");
    const off = (account: string, emoji: string) =>
      store.react(LOBBY, 1, reaction(account, { emoji, on: false }));
    await store.react(LOBBY, 1, reaction("ann", { emoji: "1️⃣" }));
    await store.react(LOBBY, 1, reaction("ann", { emoji: "2️⃣" }));
    await store.react(LOBBY, 1, reaction("bob", { emoji: "1️⃣" }));
    assertEquals(positionsOf(await off("ann", "1️⃣") as Entry[]), [[1, 5]]);
    assertEquals(await shown(store), [["1️⃣", 1, ["bob"]], ["2️⃣", 1, ["ann"]]]);
    await off("bob", "1️⃣");
    await store.react(LOBBY, 1, reaction("bob", { emoji: "1️⃣" }));
    assertEquals(await shown(store), [["2️⃣", 1, ["ann"]], ["1️⃣", 1, ["bob"]]]);
    await off("ann", "2️⃣");
    const [entry] = await off("bob", "1️⃣") as Entry[];
    assert(!("reactions" in entry!));
  });

  test("a reaction that is so already changes nothing", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "gone");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.deleteMessage(LOBBY, 2, 5_000);
    await store.react(LOBBY, 1, reaction("ann"));
    const { rev } = (await roomOf(store))!;
    assertEquals(await store.react(LOBBY, 1, reaction("ann")), []);
    assertEquals(await store.react(LOBBY, 1, reaction("bob", { on: false })), []);
    assertEquals(await store.react(LOBBY, 1, reaction("ann", { emoji: "❤️", on: false })), []);
    for (const seq of [0, 2, 3, 4]) {
      assertEquals(await store.react(LOBBY, seq, reaction("ann")), []);
    }
    assertEquals(await store.react("nowhere", 1, reaction("ann")), []);
    assertEquals((await roomOf(store))!.rev, rev);
  });

  test("a message is full when it has the most different emoji", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one");
    const add = (account: string, emoji: string) =>
      store.react(LOBBY, 1, reaction(account, { emoji, most: 2 }));
    await add("ann", "1️⃣");
    await add("ann", "2️⃣");
    assertEquals(await add("bob", "3️⃣"), "full");
    assertEquals(await add("ann", "2️⃣"), []);
    assertEquals(positionsOf(await add("bob", "2️⃣") as Entry[]), [[1, 4]]);
    await store.react(LOBBY, 1, reaction("ann", { emoji: "1️⃣", on: false }));
    assertEquals((await add("bob", "3️⃣")).length, 1);
    assertEquals(await shown(store), [["2️⃣", 2, ["ann", "bob"]], ["3️⃣", 1, ["bob"]]]);
  });

  test("all who react are counted, and the first 50 named", async ({ store }) => {
    const ids = Array.from({ length: 60 }, (_, i) => `p${i}`);
    await postMessages(store, ids, "one");
    await Promise.all(ids.map((id) => store.react(LOBBY, 1, reaction(id))));
    assertEquals(await shown(store), [["👍", 60, ids.slice(0, 50)]]);
    await store.react(LOBBY, 1, reaction("p55", { on: false }));
    assertEquals(await shown(store), [["👍", 59, ids.slice(0, 50)]]);
    await store.react(LOBBY, 1, reaction("p3", { on: false }));
    const named = ids.slice(0, 51).filter((id) => id !== "p3");
    assertEquals(await shown(store), [["👍", 58, named]]);
    assertEquals((await roomOf(store))?.rev, 63);
    assertEquals(await store.listOwnReactions("p59", LOBBY, 1), ["👍"]);
    assertEquals(await store.listOwnReactions("p55", LOBBY, 1), []);
  });

  test("ownReactions() gives what one used on one message", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    for (const emoji of ["2️⃣", "1️⃣"]) await store.react(LOBBY, 1, reaction("ann", { emoji }));
    await store.react(LOBBY, 2, reaction("ann", { emoji: "3️⃣" }));
    await store.react(LOBBY, 1, reaction("bob", { emoji: "3️⃣" }));
    assertEquals(await store.listOwnReactions("ann", LOBBY, 1), ["2️⃣", "1️⃣"]);
    assertEquals(await store.listOwnReactions("ann", "nowhere", 1), []);
  });

  test("people are named as they are called now", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    await store.react(LOBBY, 1, reaction("ann"));
    await store.renameAccount("ann", { ...uniqueName("ann"), name: "Anna" });
    assertEquals((await entryAt(store, 1)).reactions![0]!.people, [{ id: "ann", name: "Anna" }]);
  });

  test("someone who is not there does not react", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    await assertRejects(() => store.react(LOBBY, 1, reaction("nobody")), StoreError);
    assertEquals((await entryAt(store, 1)).rev, 1);
  });

  test("a deleted message has no reactions, and a deleted account none either", async ({ store }) => {
    await postMessages(store, ["ann", "bob"], "one", "two");
    for (const id of ["ann", "bob"]) {
      for (const seq of [1, 2]) await store.react(LOBBY, seq, reaction(id));
    }
    const [tombstone] = await store.deleteMessage(LOBBY, 1, 5_000);
    assert(!("reactions" in tombstone!));
    await store.deleteAccount("bob", auditEntry("deleted"));
    assertEquals(await shown(store, 2), [["👍", 1, ["ann"]]]);
    assertEquals(positionsOf([await entryAt(store, 1), await entryAt(store, 2)]), [[1, 7], [2, 8]]);
  });

  test("of many reactions, a sweep takes what the deletion of an account left", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    const numbers = Array.from({ length: 450 }, (_, i) => i + 1);
    await Promise.all(numbers.map((i) => store.appendMessage(messageInput("ann", `m${i}`))));
    await Promise.all(numbers.map((i) => store.react(LOBBY, i, reaction("bob"))));
    const left = async () => {
      const { entries } = await store.readPage(LOBBY, UNBOUNDED);
      return entries.filter(({ reactions }) => reactions).length;
    };
    await store.deleteAccount("bob", auditEntry("deleted"));
    assertEquals(await left(), 250);
    const [first] = (await entryAt(store, 1)).reactions!;
    assertEquals(first!.people, [{ id: "bob", name: "" }]);
    await store.sweep(0);
    assertEquals(await left(), 50);
    await store.sweep(0);
    await store.sweep(0);
    assertEquals(await left(), 0);
    assertEquals((await roomOf(store))?.rev, 1_350);
  });
}
