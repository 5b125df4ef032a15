import { StoreError } from "../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  createGuests,
  createRoomWith,
  LOBBY,
  logOf,
  messageInput,
  notice,
  UNBOUNDED,
} from "./fixtures.ts";

export function lifecycle(test: StoreContractTest): void {
  test("it says what is underneath and that it works", async ({ store }) => {
    assert(store.backend.driver !== "" && store.backend.location !== "");
    await store.check();
  });

  test("everything is there after it was closed and opened again", async ({ store, reopen }) => {
    await createGuests(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    await store.addMember("member", notice("joined", "bob", "n1", "den"));
    await store.appendMessage(messageInput("ann", "m1", "hello", "den"));
    const [list, entries] = [await store.listRooms(), await logOf(store, "den")];
    const reopened = await reopen();
    assertEquals(await reopened.listRooms(), list);
    assertEquals(await logOf(reopened, "den"), entries);
    assertEquals((await reopened.findSession("hash-ann", 0))?.account, account("ann"));
    const next = await reopened.appendMessage(messageInput("ann", "m2", "again", "den"));
    assertEquals(next.kind === "stored" && next.seq, 3);
  });

  test("close() finishes what was accepted", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    const calls = Array.from(
      { length: 2_500 },
      (_, i) => store.appendMessage(messageInput("ann", `m${i}`)),
    );
    const page = store.readPage(LOBBY, UNBOUNDED);
    await store.close();
    const results = await Promise.all(calls);
    assert(results.every(({ kind }) => kind === "stored"));
    await page;
    assertEquals((await logOf(await reopen())).length, 2_500);
  });

  test("calls after close() are refused", async ({ store }) => {
    await createGuests(store, "ann");
    const closing = store.close();
    const calls = {
      createGuest: () => createGuests(store, "bob"),
      findSession: () => store.findSession("hash-ann", 0),
      endSession: () => store.endSession("ann", "session-ann"),
      listRooms: () => store.listRooms(),
      addMember: () => store.addMember("member", notice("joined", "ann", "n1")),
      appendMessage: () => store.appendMessage(messageInput("ann", "m1")),
      readPage: () => store.readPage(LOBBY, UNBOUNDED),
      check: () => store.check(),
    };
    for (const when of ["while it closes", "when it is closed"]) {
      for (const [name, call] of Object.entries(calls)) {
        const error = await assertRejects(call, StoreError);
        assertEquals(error.code, "closed", `${name}() ${when}`);
      }
      await closing;
    }
    await store.close();
  });
}
