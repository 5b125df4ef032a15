import { StoreError } from "../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { LOBBY, messageInput, notice, POSTED_AT, room, roomOf } from "./fixtures.ts";
import { entryAt, pin, positionsOf, postMessages } from "./message_fixtures.ts";

export function pins(test: StoreContractTest): void {
  test("pinMessage() pins a message, and takes it off", async ({ store, reopen }) => {
    await postMessages(store, ["ann"], "one");
    const entries = await store.pinMessage(LOBBY, 1, pin());
    const entry = { ...messageInput("ann", "one"), seq: 1, rev: 2, name: "Name of ann" };
    assertEquals(entries, [{ ...entry, pinned: true as const }]);
    const reopened = await reopen();
    assertEquals(await reopened.listPins(LOBBY, 9), entries);
    assertEquals(await reopened.pinMessage(LOBBY, 1, pin(false)), [{ ...entry, rev: 3 }]);
    assertEquals(await reopened.listPins(LOBBY, 9), []);
  });

  test("listPins() gives the latest pin first", async ({ store }) => {
    await postMessages(store, ["ann"], "1", "2", "3", "4");
    await store.createRoom(room("den"), []);
    await store.appendMessage(messageInput("ann", "5", "5", "den"));
    await store.pinMessage("den", 1, pin());
    const order = [[2, POSTED_AT + 5], [4, POSTED_AT + 6], [1, POSTED_AT + 6], [
      3,
      POSTED_AT + 1,
    ]] as const;
    for (const [seq, at] of order) await store.pinMessage(LOBBY, seq, pin(true, at));
    const seqs = async (limit: number) =>
      (await store.listPins(LOBBY, limit)).map(({ seq }) => seq);
    assertEquals(await seqs(9), [4, 1, 2, 3]);
    assertEquals(await seqs(2), [4, 1]);
    await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals(await seqs(9), [4, 2, 3]);
    assert(!("pinned" in await entryAt(store, 1)));
    assertEquals((await store.listPins("den", 9)).map(({ content }) => content), ["5"]);
    assertEquals(await store.listPins("nowhere", 9), []);
  });

  test("a pin that is so already changes nothing", async ({ store }) => {
    await postMessages(store, ["ann"], "one", "gone");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.deleteMessage(LOBBY, 2, 5_000);
    const { rev } = (await roomOf(store))!;
    assertEquals(await store.pinMessage(LOBBY, 1, pin(false)), []);
    for (const seq of [0, 2, 3, 4]) {
      assertEquals(await store.pinMessage(LOBBY, seq, pin()), []);
    }
    assertEquals(await store.pinMessage("nowhere", 1, pin()), []);
    assertEquals((await roomOf(store))!.rev, rev);
    const twice = [1, 1].map((seq) => store.pinMessage(LOBBY, seq, pin()));
    assertEquals((await Promise.all(twice)).map(positionsOf), [[[1, rev + 1]], []]);
  });

  test("nobody pins who is not there", async ({ store }) => {
    await postMessages(store, ["ann"], "one");
    const by = { on: true, by: "nobody", at: POSTED_AT };
    await assertRejects(() => store.pinMessage(LOBBY, 1, by), StoreError);
    assertEquals(await store.listPins(LOBBY, 9), []);
  });
}
