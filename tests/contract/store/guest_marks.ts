import type { Entry, Store } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  credentials,
  LOBBY,
  logOf,
  messageInput,
  moderationRecord,
  notice,
  UNBOUNDED,
  uniqueName,
} from "./fixtures.ts";
import { entryAt, pin, reaction } from "./message_fixtures.ts";

/** Says something as gus, a guest, and answers it as ann, who has an account: places 1 and 2. */
async function postWithGuest(store: Store): Promise<void> {
  await createGuests(store, "gus");
  await createAccounts(store, "ann");
  await store.appendMessage(messageInput("gus", "m1", "hello"));
  await store.appendMessage({ ...messageInput("ann", "m2", "hi"), reply: 1, thread: 1 });
}

const claim = (store: Store) => store.claimAccount("gus", uniqueName("gus"), credentials("gus"));

/** Every mark of a guest in an entry, by where it stands. */
function marksOf({ guest, quote, replies, reactions = [], event }: Entry) {
  const marked = (those: { id: string; guest?: true | undefined }[] = []) =>
    those.filter((one) => one.guest).map(({ id }) => id);
  return {
    author: guest ?? false,
    quote: quote?.guest ?? false,
    others: [replies, event, ...reactions].flatMap((one) => marked(one?.people)),
  };
}

const NO_MARK = { author: false, quote: false, others: [] };

/** Guests are told from people with accounts wherever a name is. */
export function guestMarks(test: StoreContractTest): void {
  test("an entry says that its author is a guest, however it is read", async ({ store }) => {
    await postWithGuest(store);
    await store.pinMessage(LOBBY, 1, pin());
    await store.setBookmark("ann", LOBBY, 1, { on: true, at: 1 });
    const changes = await store.readChanges(LOBBY, UNBOUNDED, 0);
    assert(changes.kind === "changes");
    const saved = await store.listBookmarks("ann", [LOBBY], 10);
    const found = [
      await logOf(store),
      changes.entries,
      (await store.readAround(LOBBY, UNBOUNDED, 1)).entries,
      (await store.readAfter(LOBBY, UNBOUNDED, 0)).entries,
      [(await store.readThread(LOBBY, 1, UNBOUNDED)).root!],
      await store.listPins(LOBBY, 10),
      saved.map(({ entry }) => entry),
      [await entryAt(store, 1)],
    ];
    for (const entries of found) {
      const [one, ...others] = entries.toSorted((a, b) => a.seq - b.seq);
      assertEquals(one?.guest, true);
      assert(others.every((other) => !("guest" in other)));
    }
  });

  test("quotes, replies and reactions mark guests, and nobody else", async ({ store }) => {
    await postWithGuest(store);
    const said = await store.appendMessage({ ...messageInput("ann", "m3"), reply: 1, thread: 1 });
    assert(said.kind === "stored");
    assertEquals(said.quote?.guest, true);
    await store.appendMessage({ ...messageInput("gus", "m4"), reply: 2, thread: 1 });
    await store.react(LOBBY, 2, reaction("gus"));
    await store.react(LOBBY, 2, reaction("ann"));
    const [root, answer, , own] = await logOf(store);
    assertEquals(marksOf(root!), { author: true, quote: false, others: ["gus"] });
    assertEquals(root!.replies?.people.map(({ id }) => id), ["gus", "ann"]);
    assertEquals(marksOf(answer!), { author: false, quote: true, others: ["gus"] });
    assertEquals(marksOf(own!), { author: true, quote: false, others: [] });
  });

  test("a notice marks those who are guests now, when it is written and later", async ({ store }) => {
    await postWithGuest(store);
    await store.addMember("member", notice("joined", "ann", "n1"));
    const joined = await store.addMember("member", notice("joined", "gus", "n2"));
    assert(joined.kind === "ok");
    assertEquals(joined.entries.map(marksOf), [{ ...NO_MARK, others: ["gus"] }]);
    assertEquals(joined.entries, (await logOf(store)).slice(-1));
    await claim(store);
    assertEquals(marksOf((await logOf(store)).at(-1)!), NO_MARK);
    await createGuests(store, "gil");
    await store.addMember("member", notice("joined", "gil", "n3"));
    const event = (await logOf(store)).at(-1)!.event!;
    assertEquals(event.people.map(({ guest = false }) => guest), [false, false, true]);
  });

  test("who signs up is no guest any more, in nothing that was said before", async ({ store, reopen }) => {
    await postWithGuest(store);
    await store.react(LOBBY, 2, reaction("gus"));
    await claim(store);
    await store.appendMessage({ ...messageInput("ann", "m3"), reply: 1 });
    for (const entry of await logOf(await reopen())) assertEquals(marksOf(entry), NO_MARK);
  });

  test("a deleted account is no guest, whatever it was", async ({ store }) => {
    await postWithGuest(store);
    await store.deleteAccount("gus", auditEntry("account deleted"));
    assertEquals((await logOf(store)).map(marksOf), [NO_MARK, NO_MARK]);
    assertEquals((await entryAt(store, 1)).name, "");
  });

  test("listRooms() and readAudit() tell guests from people with accounts", async ({ store }) => {
    await createAccounts(store, "ann");
    await createGuests(store, "gus");
    await createRoomWith(store, "den", "ann", "gus");
    const members = async () =>
      (await store.listRooms()).find(({ id }) => id === "den")!.members
        .map(({ account, guest = false }) => [account, guest]).sort();
    await store.appendAudit(auditEntry("password link", { actor: "ann", target: "gus" }));
    await store.appendAudit(auditEntry("password link", { actor: "gus", target: "ann" }));
    await store.appendAudit(auditEntry("password link"));
    const marks = async () =>
      (await store.readAudit(3)).map(({ actorGuest, targetGuest }) => [actorGuest, targetGuest]);
    assertEquals(await members(), [["ann", false], ["gus", true]]);
    assertEquals(await marks(), [[undefined, undefined], [true, undefined], [undefined, true]]);
    await claim(store);
    assertEquals(await members(), [["ann", false], ["gus", false]]);
    assertEquals(await marks(), [[undefined, undefined], [undefined, undefined], [
      undefined,
      undefined,
    ]]);
  });

  test("what an act leaves behind marks the guest to whom it is done", async ({ store }) => {
    await createAccounts(store, "ann");
    await createGuests(store, "gus");
    await createRoomWith(store, "den", "ann", "gus");
    const removed = await store.removeMember(
      "den",
      "gus",
      moderationRecord("removed", "ann", "gus", "den"),
    );
    assert(removed.kind === "ok");
    assertEquals(removed.entries.map(marksOf), [{ ...NO_MARK, others: ["gus"] }]);
  });
}
