import { assert, assertEquals, assertNotEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { createGuests, LOBBY, messageInput, notice, room } from "./fixtures.ts";
import { reaction } from "./message_fixtures.ts";

export function historyId(test: StoreContractTest): void {
  test("readHistory() tells the same id for as long as nobody renews it", async (opened) => {
    const { store, reopen } = opened;
    const { history, changes } = await store.readHistory();
    assert(/^[\x21-\x7e]{16,64}$/.test(history), history);
    assertEquals(changes, 0);
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1"));
    assertEquals((await store.readHistory()).history, history);
    assertEquals((await (await reopen()).readHistory()).history, history);
  });

  test("readHistory() counts the changes of all rooms", async ({ store }) => {
    await createGuests(store, "ann");
    await store.createRoom(room("den"), [{ account: "ann", role: "owner" }]);
    const count = async () => (await store.readHistory()).changes;
    assertEquals(await count(), 0);
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.appendMessage(messageInput("ann", "m1"));
    await store.appendMessage(messageInput("ann", "m2", "m2", "den"));
    assertEquals(await count(), 3);
    await store.react(LOBBY, 2, reaction("ann"));
    assertEquals(await count(), 4);
    await store.deleteMessage(LOBBY, 2, 5_000);
    assertEquals(await count(), 5);
    await store.appendMessage(messageInput("ann", "m1"));
    assertEquals(await count(), 5);
  });

  test("renewHistory() gives another id, and leaves everything else", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1"));
    const before = await store.readHistory();
    const renewed = await store.renewHistory();
    assertNotEquals(renewed.history, before.history);
    assertEquals(renewed.changes, before.changes);
    assertEquals(await store.readHistory(), renewed);
    const reopened = await reopen();
    assertEquals(await reopened.readHistory(), renewed);
    assertEquals((await reopened.appendMessage(messageInput("ann", "m1"))).kind, "repeated");
  });
}
