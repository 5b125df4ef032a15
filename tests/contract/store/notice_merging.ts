import type { Entry, MemberChangeResult, Store } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  contentsOf,
  createAccounts,
  createGuests,
  createRoomWith,
  invite,
  LOBBY,
  logOf,
  messageInput,
  MINUTE_MS,
  moderationRecord,
  notice,
  POSTED_AT,
  roomOf,
  UNBOUNDED,
} from "./fixtures.ts";

let n = 0;
const join = (store: Store, id: string, at = POSTED_AT): Promise<MemberChangeResult> =>
  store.addMember("member", notice("joined", id, `in-${n++}`, LOBBY, { at }));
const leave = (store: Store, id: string, at = POSTED_AT): Promise<MemberChangeResult> =>
  store.removeMember(LOBBY, id, { notice: notice("left", id, `out-${n++}`, LOBBY, { at }) });

/** Those who join or leave one after the other share a notice. */
export function noticeMerging(test: StoreContractTest): void {
  test("who joins right after another shares the notice", async ({ store, reopen }) => {
    await createAccounts(store, "a", "b", "c", "d", "e");
    const told: unknown[] = [];
    for (const [i, id] of ["a", "b", "c", "d", "e"].entries()) {
      const result = await join(store, id, POSTED_AT + i * 9 * MINUTE_MS);
      if (result.kind === "ok") told.push(...result.entries);
      assertEquals((await logOf(store)).at(-1), told.at(-1));
    }
    const [entry, ...others] = await logOf(await reopen());
    assertEquals(others, []);
    assertEquals(entry, {
      room: LOBBY,
      seq: 1,
      rev: 5,
      author: "a",
      id: (told[0] as Entry).id,
      name: "Name of a",
      content: "Name of a, Name of b, Name of c and 2 others joined.",
      event: {
        kind: "joined",
        people: ["a", "b", "c"].map((id) => ({ id, name: `Name of ${id}` })),
        count: 5,
      },
      at: POSTED_AT + 36 * MINUTE_MS,
    });
  });

  test("a folded notice is a change of its entry", async ({ store }) => {
    await createGuests(store, "a", "b", "c");
    await join(store, "a");
    await join(store, "b");
    const since = (await roomOf(store))!.rev;
    await join(store, "c");
    const changes = await store.readChanges(LOBBY, UNBOUNDED, since);
    assertEquals(changes, { kind: "changes", entries: await logOf(store), rev: 3 });
    assertEquals((await roomOf(store))?.seq, 1);
  });

  test("those who leave fold, and not with those who join", async ({ store }) => {
    await createGuests(store, "a", "b", "c");
    await Promise.all(["a", "b", "c"].map((id) => join(store, id)));
    await leave(store, "a");
    await leave(store, "b");
    await join(store, "a");
    assertEquals((await logOf(store)).map(({ seq, rev, content }) => [seq, rev, content]), [
      [1, 3, "Name of a, Name of b and Name of c joined."],
      [2, 5, "Name of a and Name of b left."],
      [3, 6, "Name of a joined."],
    ]);
  });

  test("those who are removed do not fold", async ({ store }) => {
    await createAccounts(store, "mod");
    await createGuests(store, "a", "b");
    await createRoomWith(store, "den", "mod", "a", "b");
    for (const id of ["a", "b"]) {
      await store.removeMember("den", id, moderationRecord("removed", "mod", id, "den"));
    }
    assertEquals((await logOf(store, "den")).length, 2);
  });

  test("nothing folds after ten minutes, or behind a message", async ({ store }) => {
    await createGuests(store, "a", "b", "c", "d", "e");
    await join(store, "a");
    await join(store, "b", POSTED_AT + 10 * MINUTE_MS);
    await join(store, "c", POSTED_AT + 20 * MINUTE_MS + 1);
    await store.appendMessage(messageInput("a", "m1", "hi"));
    await join(store, "d", POSTED_AT + 20 * MINUTE_MS + 2);
    await store.deleteMessage(LOBBY, 3, POSTED_AT);
    await join(store, "e", POSTED_AT + 20 * MINUTE_MS + 3);
    assertEquals(await contentsOf(store), [
      "Name of a and Name of b joined.",
      "Name of c joined.",
      "",
      "Name of d and Name of e joined.",
    ]);
    assertEquals((await logOf(store)).map(({ seq }) => seq), [1, 2, 3, 4]);
  });

  test("rooms fold for themselves, and invites fold too", async ({ store }) => {
    await createAccounts(store, "mod");
    await createGuests(store, "a", "b");
    await createRoomWith(store, "den", "mod");
    await store.createInvite(invite("i", "mod"), auditEntry("invited"));
    await store.useInvite("invite-i", 1_000, notice("joined", "a", "n1", ""));
    await join(store, "b");
    const last = await store.useInvite("invite-i", 1_000, notice("joined", "b", "n1", ""));
    assertEquals(await contentsOf(store), ["Name of b joined."]);
    assertEquals(await contentsOf(store, "den"), ["Name of a and Name of b joined."]);
    assertEquals(last, { kind: "ok", room: "den", entries: await logOf(store, "den") });
  });
}
