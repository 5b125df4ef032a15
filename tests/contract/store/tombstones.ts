import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  LOBBY,
  logOf,
  messageInput,
  moderationRecord,
  notice,
  roomOf,
  UNBOUNDED,
} from "./fixtures.ts";

export function tombstones(test: StoreContractTest): void {
  test("findEntry() gives the entry at a place", async ({ store }) => {
    await createGuests(store, "ann");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.appendMessage(messageInput("ann", "m1", "hello"));
    const log = await logOf(store);
    assertEquals(await store.findEntry(LOBBY, 1), log[0]);
    assertEquals(await store.findEntry(LOBBY, 2), log[1]);
    assertEquals(await store.findEntry(LOBBY, 3), undefined);
    assertEquals(await store.findEntry("nowhere", 1), undefined);
  });

  test("deleteMessage() leaves a tombstone in its place", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    for (const id of ["m1", "m2", "m3"]) await store.appendMessage(messageInput("ann", id));
    const before = (await store.findEntry(LOBBY, 2))!;
    const entries = await store.deleteMessage(LOBBY, 2, 5_000);
    const tombstone = { ...before, content: "", rev: 4, deleted: true as const };
    assertEquals(entries, [tombstone]);
    assertEquals(await store.findEntry(LOBBY, 2), tombstone);
    assertEquals((await logOf(store)).map(({ content }) => content), ["m1", "", "m3"]);
    assertEquals(await store.readChanges(LOBBY, UNBOUNDED, 3), {
      kind: "changes",
      entries: [tombstone],
      rev: 4,
    });
    const all = await store.readChanges(LOBBY, UNBOUNDED, 0);
    assertEquals(all.kind === "changes" && all.entries.map(({ seq, rev }) => [seq, rev]), [
      [1, 1],
      [3, 3],
      [2, 4],
    ]);
    const reopened = await reopen();
    const { seq, rev } = (await roomOf(reopened))!;
    assertEquals([seq, rev], [3, 4]);
    assertEquals(await reopened.findEntry(LOBBY, 2), tombstone);
  });

  test("deleteMessage() with an act tells the room and logs it", async ({ store }) => {
    await createAccounts(store, "mod", "ann");
    await createRoomWith(store, "den", "mod", "ann");
    await store.appendMessage(messageInput("ann", "m1", "rude", "den"));
    const { notice, audit } = moderationRecord("deleted", "mod", "ann", "den");
    const entries = await store.deleteMessage("den", 1, 5_000, { notice, audit: audit! });
    assertEquals(entries, await logOf(store, "den"));
    assertEquals(entries.map(({ seq, rev, content }) => [seq, rev, content]), [
      [1, 2, ""],
      [2, 3, "Name of mod deleted a message by Name of ann."],
    ]);
    assertEquals((await store.readAudit(9)).map(({ action }) => action), ["deleted"]);
  });

  test("only a message is deleted, and once", async ({ store }) => {
    await createAccounts(store, "mod");
    await createRoomWith(store, "den", "mod");
    await store.addMember("member", notice("joined", "mod", "n1"));
    await store.appendMessage(messageInput("mod", "m1", "hello", "den"));
    const remove = (room: string, seq: number) =>
      store.deleteMessage(room, seq, 5_000, {
        notice: notice("deleted", "mod", `n-${room}-${seq}`, room),
        audit: auditEntry("deleted"),
      });
    assertEquals(await remove("lobby", 1), []);
    assertEquals(await remove("den", 2), []);
    assertEquals(await remove("nowhere", 1), []);
    const twice = await Promise.all([remove("den", 1), store.deleteMessage("den", 1, 6_000)]);
    assertEquals(twice.map(({ length }) => length), [2, 0]);
    assertEquals((await store.readAudit(9)).length, 1);
    assertEquals((await roomOf(store))?.rev, 1);
  });

  test("a message that is sent again after it was deleted stays deleted", async ({ store }) => {
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "hello"));
    await store.deleteMessage(LOBBY, 1, 5_000);
    for (const content of ["hello", "other"]) {
      const again = await store.appendMessage(messageInput("ann", "m1", content));
      assertEquals(again, { kind: "repeated", entry: (await store.findEntry(LOBBY, 1))! });
      assertEquals(again.kind === "repeated" && again.entry.deleted, true);
    }
    await createRoomWith(store, "den", "ann");
    const elsewhere = await store.appendMessage(messageInput("ann", "m1", "hello", "den"));
    assertEquals(elsewhere, { kind: "conflict" });
    assertEquals((await logOf(store)).map(({ content }) => content), [""]);
  });

  test("tombstones count as entries, and for no bytes", async ({ store }) => {
    await createGuests(store, "ann");
    for (const id of ["m1", "m2", "m3"]) {
      await store.appendMessage(messageInput("ann", id, "x".repeat(50)));
    }
    await store.deleteMessage(LOBBY, 2, 5_000);
    const seqs = async (limit: number, bytes: number) =>
      (await store.readPage(LOBBY, { limit, bytes })).entries.map(({ seq }) => seq);
    assertEquals(await seqs(9, 50), [2, 3]);
    assertEquals(await seqs(9, 100), [1, 2, 3]);
    assertEquals(await seqs(2, 1_000), [2, 3]);
    assertEquals(await seqs(9, 1), [3]);
    assertEquals((await store.readChanges(LOBBY, { limit: 9, bytes: 50 }, 2)).kind, "changes");
    assertEquals((await store.readChanges(LOBBY, { limit: 9, bytes: 99 }, 0)).kind, "too_far");
  });
}
