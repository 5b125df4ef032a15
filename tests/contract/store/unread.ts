import { type ReadState, type Store, StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  invite,
  LOBBY,
  messageInput,
  notice,
  room,
} from "./fixtures.ts";
import { edit, postMessages } from "./message_fixtures.ts";

/** A state of a room of which nothing is unread, or what `over` says. */
const state = (read: number, over: Partial<ReadState> = {}): ReadState => ({
  read,
  unread: 0,
  mentions: 0,
  level: "mentions",
  ...over,
});

const stateOf = async (store: Store, account: string, of = "den"): Promise<ReadState> =>
  (await store.readStates(account, [of])).get(of)!;

const mention = (store: Store, author: string, id: string, ...mentions: string[]) =>
  store.appendMessage({ ...messageInput(author, id, id, "den"), mentions });

/** Ann and bob in the den, where bob has said something so often. */
async function den(store: Store, said: number): Promise<void> {
  await createGuests(store, "ann", "bob");
  await createRoomWith(store, "den", "ann", "bob");
  const numbers = Array.from({ length: said }, (_, i) => i);
  await Promise.all(
    numbers.map((i) => store.appendMessage(messageInput("bob", `m${i}`, `${i}`, "den"))),
  );
}

export function unread(test: StoreContractTest): void {
  test("markRead() notes how far one has read, for all devices", async ({ store, reopen }) => {
    await den(store, 5);
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 5 }));
    assertEquals(await store.markRead("ann", "den", 3), state(3, { unread: 2 }));
    assertEquals(await stateOf(await reopen(), "ann"), state(3, { unread: 2 }));
  });

  test("reading never goes back, nor beyond what was said", async ({ store }) => {
    await den(store, 5);
    await store.markRead("ann", "den", 4);
    assertEquals(await store.markRead("ann", "den", 2), state(4, { unread: 1 }));
    assertEquals(await store.markRead("ann", "den", -1), state(4, { unread: 1 }));
    assertEquals(await store.markRead("ann", "den", 99), state(5));
    await store.appendMessage(messageInput("bob", "next", "next", "den"));
    assertEquals(await stateOf(store, "ann"), state(5, { unread: 1 }));
    const marks = [6, 5, 2].map((seq) => store.markRead("ann", "den", seq));
    assertEquals(await Promise.all(marks), [state(6), state(6), state(6)]);
  });

  test("only what others say in the room is unread", async ({ store }) => {
    await den(store, 3);
    await store.appendMessage(messageInput("ann", "own", "own", "den"));
    await store.appendMessage({ ...messageInput("bob", "reply", "reply", "den"), thread: 1 });
    await store.deleteMessage("den", 2, 5_000);
    await createGuests(store, "cid");
    await store.addMember("member", notice("joined", "cid", "n1", "den"));
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 2 }));
    assertEquals(await stateOf(store, "bob"), state(0, { unread: 1 }));
  });

  test("what those say whom one blocked is not unread", async ({ store }) => {
    await den(store, 2);
    await createGuests(store, "cid");
    await store.addMember("member", notice("joined", "cid", "n1", "den"));
    await mention(store, "cid", "to ann", "ann");
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 3, mentions: 1 }));
    await store.setBlock("ann", "cid", true);
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 2 }));
    await store.setBlock("ann", "cid", false);
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 3, mentions: 1 }));
  });

  test("mentions are by name or for all who are here", async ({ store }) => {
    await den(store, 1);
    await mention(store, "bob", "to ann", "bob", "ann");
    await mention(store, "bob", "to all", "here");
    await mention(store, "bob", "to another", "anna", "an", "bob");
    await mention(store, "ann", "own", "ann", "here");
    const reply = { ...messageInput("bob", "reply", "reply", "den"), thread: 1, mentions: ["ann"] };
    await store.appendMessage(reply);
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 4, mentions: 3 }));
    await store.markRead("ann", "den", 6, 1);
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 4, mentions: 2 }));
    assertEquals(await stateOf(store, "bob"), state(0, { unread: 1, mentions: 1 }));
    await store.editMessage("den", 2, edit("to nobody"));
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 4, mentions: 1 }));
    await store.editMessage("den", 1, edit("to ann", { mentions: ["ann"] }));
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 4, mentions: 2 }));
    await store.deleteMessage("den", 3, 5_000);
    assertEquals(await store.markRead("ann", "den", 0), state(0, { unread: 3, mentions: 1 }));
    assertEquals(await store.markRead("ann", "den", 1), state(1, { unread: 2 }));
  });

  test("nobody counts beyond a thousand", async ({ store }) => {
    await den(store, 0);
    const numbers = Array.from({ length: 1_003 }, (_, i) => i);
    await Promise.all(numbers.map((i) => mention(store, "bob", `m${i}`, "here")));
    const most = { unread: 1_000, mentions: 1_000 };
    assertEquals(await stateOf(store, "ann"), state(0, most));
    assertEquals(await store.markRead("ann", "den", 3), state(3, most));
    const less = { unread: 999, mentions: 999 };
    assertEquals(await store.markRead("ann", "den", 4), state(4, less));
  });

  test("who comes in has read what was said before", async ({ store }) => {
    await den(store, 3);
    await createAccounts(store, "mod", "cid", "dan");
    await store.addMember("member", notice("joined", "cid", "n1", "den"));
    await store.createInvite(invite("i", "mod"), auditEntry("invited"));
    await store.appendMessage(messageInput("bob", "next", "next", "den"));
    await store.useInvite("invite-i", 1_000, notice("joined", "dan", "n1", ""));
    await store.appendMessage(messageInput("bob", "last", "last", "den"));
    assertEquals(await stateOf(store, "cid"), state(3, { unread: 2 }));
    assertEquals(await stateOf(store, "dan"), state(5, { unread: 1 }));
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 5 }));
  });

  test("for who is not in a room nothing waits there, until one comes back", async ({ store }) => {
    await den(store, 3);
    await createGuests(store, "cid");
    assertEquals(await stateOf(store, "cid"), state(0));
    await store.removeMember("den", "bob", { notice: notice("left", "bob", "n1", "den") });
    await store.appendMessage(messageInput("ann", "a", "a", "den"));
    assertEquals(await store.markRead("bob", "den", 2), state(0));
    assertEquals(await stateOf(store, "bob"), state(0));
    await store.addMember("member", notice("joined", "bob", "n2", "den"));
    await store.appendMessage(messageInput("ann", "b", "b", "den"));
    assertEquals(await stateOf(store, "bob"), state(5, { unread: 1 }));
  });

  test("readStates() answers for each room that it is asked for", async ({ store }) => {
    await den(store, 2);
    await store.createRoom(room("attic"), [{ account: "ann", role: "owner" }]);
    const states = await store.readStates("ann", ["attic", "nowhere", "den", LOBBY]);
    assertEquals(
      states,
      new Map([
        ["attic", state(0)],
        ["nowhere", state(0)],
        ["den", state(0, { unread: 2 })],
        [LOBBY, state(0)],
      ]),
    );
    assertEquals(await store.readStates("ann", []), new Map());
    assertEquals(await store.markRead("ann", "nowhere", 5), state(0));
    assertEquals(await store.markRead("nobody", "den", 1), state(0));
  });

  test("setLevel() holds for one person in one room, and when one comes back", async ({ store }) => {
    await den(store, 1);
    await store.setNotificationLevel("ann", "den", "all");
    await store.setNotificationLevel("bob", "den", "mentions");
    await store.setNotificationLevel("bob", "den", "none");
    assertEquals(await stateOf(store, "ann"), state(0, { unread: 1, level: "all" }));
    assertEquals(await store.markRead("bob", "den", 1), state(1, { level: "none" }));
    assertEquals(await stateOf(store, "ann", LOBBY), state(0));
    await store.removeMember("den", "bob", { notice: notice("left", "bob", "n1", "den") });
    await store.addMember("member", notice("joined", "bob", "n2", "den"));
    assertEquals((await stateOf(store, "bob")).level, "none");
    await store.setNotificationLevel("bob", "den", "all");
    assertEquals((await stateOf(store, "bob")).level, "all");
    await assertRejects(() => store.setNotificationLevel("ann", "nowhere", "none"), StoreError);
    await assertRejects(() => store.setNotificationLevel("nobody", "den", "none"), StoreError);
  });

  test("of a direct room one is told of everything, unless one says", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    const members = ["ann", "bob"].map((account) => ({ account, role: "member" as const }));
    await store.createRoom({ ...room("talk"), kind: "direct" }, members);
    assertEquals(await stateOf(store, "ann", "talk"), state(0, { level: "all" }));
    await store.setNotificationLevel("ann", "talk", "mentions");
    assertEquals(await stateOf(store, "ann", "talk"), state(0, { level: "mentions" }));
    assertEquals(await stateOf(store, "bob", "talk"), state(0, { level: "all" }));
  });

  test("a thread is read for itself", async ({ store, reopen }) => {
    await postMessages(store, ["ann", "bob"], "root", "other");
    for (const id of ["r1", "r2"]) {
      await store.appendMessage({ ...messageInput("ann", id), thread: 1 });
    }
    await store.addMember("member", notice("joined", "bob", "n1"));
    await store.appendMessage(messageInput("ann", "last"));
    const unread = { unread: 1 };
    assertEquals(await store.markRead("bob", LOBBY, 4, 1), state(4, unread));
    assertEquals(await store.threadReadMarkers("bob", LOBBY), new Map([[1, 4]]));
    await store.markRead("bob", LOBBY, 3, 1);
    assertEquals(await store.threadReadMarkers("bob", LOBBY), new Map([[1, 4]]));
    await store.markRead("bob", LOBBY, 99, 1);
    for (const thread of [0, 2, 3, 99]) await store.markRead("bob", LOBBY, 3, thread);
    await store.markRead("bob", "nowhere", 3, 1);
    assertEquals(await (await reopen()).threadReadMarkers("bob", LOBBY), new Map([[1, 6]]));
  });

  test("a deleted account has read nothing and wants nothing", async ({ store }) => {
    await den(store, 2);
    await store.appendMessage({ ...messageInput("bob", "reply", "reply", "den"), thread: 1 });
    await store.markRead("ann", "den", 1);
    await store.markRead("ann", "den", 3, 1);
    await store.setNotificationLevel("ann", "den", "none");
    await store.deleteAccount("ann", auditEntry("deleted"));
    assertEquals(await stateOf(store, "ann"), state(0));
    assertEquals(await store.threadReadMarkers("ann", "den"), new Map());
  });
}
