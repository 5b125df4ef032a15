import { assertEquals } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import { audit, notice, people, room, say } from "./fixtures.ts";

const MEMBERS = ["ann", "bob"].map((account) => ({ account, role: "member" as const }));

export function hiddenRooms(test: Test): void {
  test("hideRoom() hides a room from one member until something is written", async ({ store, reopen }) => {
    await people(store, "ann", "bob", "cid");
    await store.createRoom(room("den"), MEMBERS);
    await store.appendMessage(say("bob", "one", "one", "den"));
    assertEquals(await store.hideRoom("ann", "den"), 1);
    assertEquals(await store.hideRoom("cid", "den"), undefined);
    assertEquals(await store.hideRoom("ann", "nowhere"), undefined);
    const hidden = [{ account: "ann", room: "den", seq: 1 }];
    assertEquals(await store.hiddenRooms(), hidden);
    const reopened = await reopen();
    assertEquals(await reopened.hiddenRooms(), hidden);
    await reopened.appendMessage(say("ann", "two", "two", "den"));
    assertEquals(await reopened.hiddenRooms(), []);
    assertEquals(await reopened.hideRoom("ann", "den"), 2);
    assertEquals(await reopened.hiddenRooms(), [{ account: "ann", room: "den", seq: 2 }]);
  });

  test("showRoom() ends the hiding, and so does the end of an account", async ({ store }) => {
    await people(store, "ann", "bob");
    await store.createRoom(room("den"), MEMBERS, notice("created", "ann", "n1", "den"));
    await store.hideRoom("ann", "den");
    await store.hideRoom("bob", "den");
    await store.showRoom("ann", "den");
    await store.showRoom("ann", "nowhere");
    assertEquals(await store.hiddenRooms(), [{ account: "bob", room: "den", seq: 1 }]);
    await store.deleteAccount("bob", audit("deleted"));
    assertEquals(await store.hiddenRooms(), []);
  });
}
