import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  credentials,
  logOf,
  membersOf,
  messageInput,
  moderationRecord,
  roomOf,
  session,
  uniqueName,
} from "./fixtures.ts";

/** What is done to accounts: roles, passwords, disabling, deleting. */
export function admins(test: StoreContractTest): void {
  test("setAccountRole() changes a role and logs it", async ({ store }) => {
    await createAccounts(store, "ann");
    assertEquals(await store.setAccountRole("ann", "operator", auditEntry("promoted")), "ok");
    assertEquals((await store.findAccount("ann"))?.role, "operator");
    assertEquals(await store.setAccountRole("nobody", "admin", auditEntry("promoted")), "absent");
    assertEquals((await store.readAudit(10)).length, 1);
  });

  test("hasAdmin() tells of admins who can sign in", async ({ store }) => {
    await createAccounts(store, "ann");
    await createGuests(store, "gus");
    assertEquals(await store.hasAdmin(), false);
    await store.setAccountRole("gus", "admin", auditEntry("promoted"));
    assertEquals(await store.hasAdmin(), false);
    await store.setAccountRole("ann", "admin", auditEntry("promoted"));
    assertEquals(await store.hasAdmin(), true);
  });

  test("the last admin stays one, can sign in, and is not deleted", async ({ store }) => {
    await createAccounts(store, "ann", "bob", "cid");
    await store.setAccountRole("ann", "admin", auditEntry("promoted"));
    const acts = (id: string) =>
      Promise.all([
        store.setAccountRole(id, "operator", auditEntry("demoted")),
        store.setDisabled(id, true, auditEntry("disabled")),
        store.deleteAccount(id, auditEntry("deleted")),
      ]);
    assertEquals(await acts("ann"), ["last_admin", "last_admin", "last_admin"]);
    assertEquals(await store.hasAdmin(), true);
    assertEquals((await store.findSession("hash-ann", 1_000))?.account.role, "admin");
    assertEquals((await store.readAudit(10)).length, 1);

    await store.setAccountRole("bob", "admin", auditEntry("promoted"));
    const both = await Promise.all([
      store.setDisabled("ann", true, auditEntry("disabled")),
      store.setDisabled("bob", true, auditEntry("disabled")),
    ]);
    assertEquals(both, ["ok", "last_admin"]);
    assertEquals(await store.deleteAccount("ann", auditEntry("deleted")), "ok");
    assertEquals(await store.setDisabled("cid", true, auditEntry("disabled")), "ok");
  });

  test("setPassword() ends the other sessions and uses links up", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.createSession(session("new", { account: "ann" }));
    await store.createOneTimeLink({ hash: "l1", kind: "reset", account: "ann", expiresAt: 2_000 });
    await store.createOneTimeLink({ hash: "l2", kind: "reset", account: "bob", expiresAt: 2_000 });
    await store.setPassword("ann", "another", "session-new");
    assertEquals((await store.findCredentials("user-ann"))?.password, "another");
    assertEquals((await store.listSessions("ann", 1_000)).map(({ id }) => id), ["session-new"]);
    assertEquals(await store.findOneTimeLink("l1", "reset", 1_000), undefined);
    assertEquals((await store.findOneTimeLink("l2", "reset", 1_000))?.account, "bob");
    assertEquals((await store.listSessions("bob", 1_000)).length, 1);
    await store.setPassword("ann", "a third");
    assertEquals(await store.listSessions("ann", 1_000), []);
  });

  test("setPassword() is not for guests", async ({ store }) => {
    await createGuests(store, "gus");
    await assertRejects(() => store.setPassword("gus", "p"), StoreError);
    assertEquals((await store.listSessions("gus", 1_000)).length, 1);
  });

  test("refreshPassword() replaces only the hash that was checked", async ({ store }) => {
    await createAccounts(store, "ann");
    const password = async () => (await store.findCredentials("user-ann"))?.password;
    await store.rehashPassword("ann", "stronger", "password of ann");
    assertEquals(await password(), "stronger");
    await store.rehashPassword("ann", "outdated", "password of ann");
    assertEquals(await password(), "stronger");
    await store.rehashPassword("ann", "whatever it was");
    assertEquals(await password(), "whatever it was");
    assertEquals((await store.listSessions("ann", 1_000)).length, 1);
  });

  test("a disabled account has no session, also when it is enabled again", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    assertEquals(await store.setDisabled("ann", true, auditEntry("disabled")), "ok");
    assertEquals((await store.findAccount("ann"))?.disabled, true);
    // As a sign-in does that was under way.
    await store.createSession(session("late", { account: "ann" }));
    const ids = ["session-ann", "session-late", "session-bob"];
    const found = async () => [
      await store.findSession("hash-ann", 1_000),
      await store.findSession("hash-late", 1_000),
      await store.findSessionById("session-late", 1_000),
      [...(await store.activeSessions(ids, 1_000)).keys()],
    ];
    assertEquals(await found(), [undefined, undefined, undefined, ["session-bob"]]);
    assertEquals(await store.setDisabled("ann", false, auditEntry("enabled")), "ok");
    assertEquals(await found(), [undefined, undefined, undefined, ["session-bob"]]);
    assertEquals((await store.findCredentials("user-ann"))?.account.disabled, false);
    assertEquals(await store.setDisabled("nobody", true, auditEntry("disabled")), "absent");
    assertEquals((await store.readAudit(10)).map(({ action }) => action), ["enabled", "disabled"]);
  });

  test("deleteAccount() leaves what was written, under no name", async ({ store, reopen }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann", "bob");
    await store.appendMessage(messageInput("ann", "m1", "hello", "den"));
    await store.setBlock("ann", "bob", true);
    await store.setBlock("bob", "ann", true);
    await store.createOneTimeLink({ hash: "l1", kind: "reset", account: "ann", expiresAt: 2_000 });
    await store.removeMember("lobby", "ann", moderationRecord("banned", "bob", "ann"), true);
    await store.muteMember(
      "den",
      "ann",
      9_000_000_000_000,
      moderationRecord("muted", "bob", "ann", "den"),
    );
    assertEquals(await store.deleteAccount("ann", auditEntry("deleted", { target: "ann" })), "ok");

    const reopened = await reopen();
    const gone = account("ann", { name: "", disabled: true });
    assertEquals(await reopened.findAccount("ann"), gone);
    assertEquals(await reopened.findCredentials("user-ann"), undefined);
    assertEquals(await reopened.findSession("hash-ann", 1_000), undefined);
    assertEquals(await reopened.findOneTimeLink("l1", "reset", 1_000), undefined);
    assertEquals(await reopened.listAllBlocks(), []);
    assertEquals(await reopened.listBans("lobby"), []);
    assertEquals((await roomOf(reopened, "den"))?.mutes, []);
    assertEquals(await membersOf(reopened, "den"), [["bob", "member"]]);
    const [first] = await logOf(reopened, "den");
    assertEquals([first?.name, first?.content], ["", "hello"]);
    assertEquals((await reopened.readAudit(1))[0]!.targetName, "");
  });

  test("a deleted account cannot come back, and its names are free", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.deleteAccount("ann", auditEntry("deleted"));
    assertEquals(await store.setDisabled("ann", false, auditEntry("enabled")), "absent");
    assertEquals(await store.setAccountRole("ann", "admin", auditEntry("promoted")), "absent");
    assertEquals(await store.deleteAccount("ann", auditEntry("deleted")), "absent");
    const claim = () => store.claimAccount("ann", uniqueName("ann"), credentials("ann"));
    await assertRejects(claim, StoreError);
    await assertRejects(() => store.renameAccount("ann", uniqueName("ann")), StoreError);
    const again = await store.createAccount(account("new"), uniqueName("ann"), credentials("ann"));
    assertEquals(again, "ok");
    assertEquals((await store.readAudit(10)).length, 1);
  });
}
