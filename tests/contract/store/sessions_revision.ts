import { assert, assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  auditEntry,
  createAccounts,
  createGuests,
  credentials,
  messageInput,
  notice,
  session,
  uniqueName,
} from "./fixtures.ts";

export function sessionsRevision(test: StoreContractTest): void {
  test("sessionsRevision() moves with every session and account", async ({ store, reopen }) => {
    await createAccounts(store, "ann", "bob");
    const changes: Record<string, () => Promise<unknown>> = {
      createGuest: () => createGuests(store, "gus"),
      createAccount: () =>
        store.createAccount(account("cid"), uniqueName("cid"), credentials("cid")),
      claimAccount: () => store.claimAccount("gus", uniqueName("gus"), credentials("gus")),
      createSession: () => store.createSession(session("b2", { account: "bob" })),
      renameAccount: () => store.renameAccount("ann", { name: "A", key: "a" }),
      setAccountRole: () => store.setAccountRole("ann", "operator", auditEntry("promoted")),
      setPassword: () => store.setPassword("ann", "p"),
      endSession: () => store.endSession("bob", "session-bob"),
      endSessions: () => store.endSessions("bob"),
      setDisabled: () => store.setDisabled("ann", true, auditEntry("disabled")),
      sweep: () => store.sweep(2_000),
      deleteAccount: () => store.deleteAccount("bob", auditEntry("deleted")),
    };
    let before = await store.sessionsRevision();
    for (const [name, change] of Object.entries(changes)) {
      await change();
      const after = await store.sessionsRevision();
      assert(after > before, `${name}() must move it`);
      before = after;
    }
    assertEquals(await (await reopen()).sessionsRevision(), before);
  });

  test("sessionsRevision() moves when a refresh token is used twice", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.addRefreshToken("r1", "session-ann");
    await store.rotateRefreshToken("r1", "r2", 1_000);
    const before = await store.sessionsRevision();
    await store.rotateRefreshToken("r1", "r3", 1_000);
    assert(await store.sessionsRevision() > before);
  });

  test("sessionsRevision() stands still when nobody's rights change", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    const before = await store.sessionsRevision();
    await store.appendMessage(messageInput("ann", "m1"));
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.touchSession("session-ann", 1_500, 9_000);
    await store.markSeen(["ann"], 1_500);
    await store.setBlock("ann", "bob", true);
    await store.endSession("ann", "nothing");
    await store.createAccount(account("cid"), uniqueName("ann"), credentials("cid"));
    await store.sweep(0);
    assertEquals(await store.sessionsRevision(), before);
  });
}
