import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { auditEntry, createAccounts, messageInput, notice, room } from "./fixtures.ts";

const MEMBERS = ["ann", "bob"].map((account) => ({ account, role: "member" as const }));

export function hiddenRooms(test: StoreContractTest): void {
  test("hideRoom() hides a room from one member until something is written", async ({ store, reopen }) => {
    await createAccounts(store, "ann", "bob", "cid");
    await store.createRoom(room("den"), MEMBERS);
    await store.appendMessage(messageInput("bob", "one", "one", "den"));
    assertEquals(await store.hideRoom("ann", "den"), 1);
    assertEquals(await store.hideRoom("cid", "den"), undefined);
    assertEquals(await store.hideRoom("ann", "nowhere"), undefined);
    const hidden = [{ account: "ann", room: "den", seq: 1 }];
    assertEquals(await store.listHiddenRooms(), hidden);
    const reopened = await reopen();
    assertEquals(await reopened.listHiddenRooms(), hidden);
    await reopened.appendMessage(messageInput("ann", "two", "two", "den"));
    assertEquals(await reopened.listHiddenRooms(), []);
    assertEquals(await reopened.hideRoom("ann", "den"), 2);
    assertEquals(await reopened.listHiddenRooms(), [{ account: "ann", room: "den", seq: 2 }]);
  });

  test("showRoom() ends the hiding, and so does the end of an account", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.createRoom(room("den"), MEMBERS, notice("created", "ann", "n1", "den"));
    await store.hideRoom("ann", "den");
    await store.hideRoom("bob", "den");
    await store.unhideRoom("ann", "den");
    await store.unhideRoom("ann", "nowhere");
    assertEquals(await store.listHiddenRooms(), [{ account: "bob", room: "den", seq: 1 }]);
    await store.deleteAccount("bob", auditEntry("deleted"));
    assertEquals(await store.listHiddenRooms(), []);
  });
}
