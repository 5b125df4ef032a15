import type { Entry, Store } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import {
  act,
  ALL,
  audit,
  credentials,
  guests,
  LOBBY,
  logOf,
  nameOf,
  notice,
  people,
  roomWith,
  say,
} from "./fixtures.ts";
import { entryAt, pin, reaction } from "./message_fixtures.ts";

/** Says something as gus, a guest, and answers it as ann, who has an account: places 1 and 2. */
async function talkWithGuest(store: Store): Promise<void> {
  await guests(store, "gus");
  await people(store, "ann");
  await store.appendMessage(say("gus", "m1", "hello"));
  await store.appendMessage({ ...say("ann", "m2", "hi"), reply: 1, thread: 1 });
}

const claim = (store: Store) => store.claimAccount("gus", nameOf("gus"), credentials("gus"));

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
export function guestMarks(test: Test): void {
  test("an entry says that its author is a guest, however it is read", async ({ store }) => {
    await talkWithGuest(store);
    await store.pinMessage(LOBBY, 1, pin());
    await store.setSaved("ann", LOBBY, 1, { on: true, at: 1 });
    const changes = await store.readChanges(LOBBY, ALL, 0);
    assert(changes.kind === "changes");
    const saved = await store.listSaved("ann", [LOBBY], 10);
    const found = [
      await logOf(store),
      changes.entries,
      (await store.readAround(LOBBY, ALL, 1)).entries,
      (await store.readAfter(LOBBY, ALL, 0)).entries,
      [(await store.readThread(LOBBY, 1, ALL)).root!],
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
    await talkWithGuest(store);
    const said = await store.appendMessage({ ...say("ann", "m3"), reply: 1, thread: 1 });
    assert(said.kind === "stored");
    assertEquals(said.quote?.guest, true);
    await store.appendMessage({ ...say("gus", "m4"), reply: 2, thread: 1 });
    await store.react(LOBBY, 2, reaction("gus"));
    await store.react(LOBBY, 2, reaction("ann"));
    const [root, answer, , own] = await logOf(store);
    assertEquals(marksOf(root!), { author: true, quote: false, others: ["gus"] });
    assertEquals(root!.replies?.people.map(({ id }) => id), ["gus", "ann"]);
    assertEquals(marksOf(answer!), { author: false, quote: true, others: ["gus"] });
    assertEquals(marksOf(own!), { author: true, quote: false, others: [] });
  });

  test("a notice marks those who are guests now, when it is written and later", async ({ store }) => {
    await talkWithGuest(store);
    await store.addMember("member", notice("joined", "ann", "n1"));
    const joined = await store.addMember("member", notice("joined", "gus", "n2"));
    assert(joined.kind === "ok");
    assertEquals(joined.entries.map(marksOf), [{ ...NO_MARK, others: ["gus"] }]);
    assertEquals(joined.entries, (await logOf(store)).slice(-1));
    await claim(store);
    assertEquals(marksOf((await logOf(store)).at(-1)!), NO_MARK);
    await guests(store, "gil");
    await store.addMember("member", notice("joined", "gil", "n3"));
    const event = (await logOf(store)).at(-1)!.event!;
    assertEquals(event.people.map(({ guest = false }) => guest), [false, false, true]);
  });

  test("who signs up is no guest any more, in nothing that was said before", async ({ store, reopen }) => {
    await talkWithGuest(store);
    await store.react(LOBBY, 2, reaction("gus"));
    await claim(store);
    await store.appendMessage({ ...say("ann", "m3"), reply: 1 });
    for (const entry of await logOf(await reopen())) assertEquals(marksOf(entry), NO_MARK);
  });

  test("a deleted account is no guest, whatever it was", async ({ store }) => {
    await talkWithGuest(store);
    await store.deleteAccount("gus", audit("account deleted"));
    assertEquals((await logOf(store)).map(marksOf), [NO_MARK, NO_MARK]);
    assertEquals((await entryAt(store, 1)).name, "");
  });

  test("listRooms() and readAudit() tell guests from people with accounts", async ({ store }) => {
    await people(store, "ann");
    await guests(store, "gus");
    await roomWith(store, "den", "ann", "gus");
    const members = async () =>
      (await store.listRooms()).find(({ id }) => id === "den")!.members
        .map(({ account, guest = false }) => [account, guest]).sort();
    await store.audit(audit("password link", { actor: "ann", target: "gus" }));
    await store.audit(audit("password link", { actor: "gus", target: "ann" }));
    await store.audit(audit("password link"));
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
    await people(store, "ann");
    await guests(store, "gus");
    await roomWith(store, "den", "ann", "gus");
    const removed = await store.removeMember("den", "gus", act("removed", "ann", "gus", "den"));
    assert(removed.kind === "ok");
    assertEquals(removed.entries.map(marksOf), [{ ...NO_MARK, others: ["gus"] }]);
  });
}
