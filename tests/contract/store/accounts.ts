import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  createAccounts,
  createGuests,
  createRoomWith,
  credentials,
  logOf,
  messageInput,
  session,
  uniqueName,
} from "./fixtures.ts";

export function accounts(test: StoreContractTest): void {
  test("createGuest() makes an account and signs it in", async ({ store }) => {
    assertEquals(await store.createGuest(account("ann"), uniqueName("ann"), session("ann")), "ok");
    assertEquals(await store.findAccount("ann"), account("ann"));
    assertEquals(await store.findAccount("bob"), undefined);
    assertEquals(await store.findSession("hash-ann", 1_000), {
      session: session("ann"),
      account: account("ann"),
    });
  });

  test("createGuest() with a used id or hash fails and changes nothing", async ({ store }) => {
    await createGuests(store, "ann");
    const other = session("ann", { id: "other", hash: "other" });
    const twice = () => store.createGuest(account("ann"), uniqueName("impostor"), other);
    await assertRejects(twice, StoreError);
    assertEquals(await store.findSession("other", 0), undefined);

    const stolen = session("bob", { hash: "hash-ann" });
    await assertRejects(
      () => store.createGuest(account("bob"), uniqueName("bob"), stolen),
      StoreError,
    );
    assertEquals((await store.findSession("hash-ann", 0))?.account, account("ann"));
    await createGuests(store, "bob");
  });

  test("createAccount() makes an account that can sign in", async ({ store }) => {
    const made = await store.createAccount(
      account("ann", { role: "operator" }),
      uniqueName("ann"),
      credentials("ann"),
    );
    assertEquals(made, "ok");
    const ann = account("ann", { role: "operator", username: "ann" });
    assertEquals(await store.findAccount("ann"), ann);
    assertEquals(await store.findCredentials("user-ann"), {
      account: ann,
      password: "password of ann",
    });
    assertEquals(await store.findCredentials("ann"), undefined);
    assertEquals(await store.findCredentials("user-bob"), undefined);
  });

  test("a guest takes no name of an account, nor of a guest who is still there", async ({ store }) => {
    await createAccounts(store, "ann");
    await createGuests(store, "bob");
    const as = (id: string, key: string) =>
      store.createGuest(account(id), { name: "N", key }, session(id));
    assertEquals(await as("cid", "name-bob"), "taken");
    await store.endSessions("bob");
    assertEquals(await as("cid", "name-bob"), "ok");
    assertEquals(await as("dan", "name-ann"), "taken");
    assertEquals(await as("dan", "user-ann"), "taken");
    assertEquals(await store.findAccount("dan"), undefined);
    assertEquals(await store.findSession("hash-dan", 0), undefined);
    assertEquals(await store.renameAccount("bob", { name: "N", key: "name-ann" }), "taken");
    assertEquals(await store.renameAccount("bob", { name: "N", key: "user-ann" }), "taken");
    assertEquals(await store.findAccount("bob"), account("bob"));
  });

  test("no two accounts share a key, of whatever kind", async ({ store }) => {
    await createAccounts(store, "ann");
    const sign = (name: string, user: string) =>
      store.createAccount(account("bob"), { name: "B", key: name }, {
        username: "B",
        key: user,
        password: "p",
      });
    assertEquals(await sign("name-ann", "user-bob"), "taken");
    assertEquals(await sign("user-ann", "user-bob"), "taken");
    assertEquals(await sign("name-bob", "name-ann"), "taken");
    assertEquals(await sign("name-bob", "user-ann"), "taken");
    assertEquals(await store.findAccount("bob"), undefined);
    assertEquals(await sign("same", "same"), "ok");
    assertEquals(await store.renameAccount("bob", { name: "B", key: "name-ann" }), "taken");
    assertEquals(await store.renameAccount("bob", { name: "B", key: "user-ann" }), "taken");
    assertEquals(await store.renameAccount("bob", { name: "B2", key: "same" }), "ok");
    assertEquals((await store.findAccount("bob"))?.name, "B2");
  });

  test("a guest keeps its name from accounts as long as it has a session", async ({ store }) => {
    await createGuests(store, "ann");
    const sign = () => store.createAccount(account("bob"), uniqueName("ann"), credentials("bob"));
    assertEquals(await sign(), "taken");
    await store.endSession("ann", "session-ann");
    assertEquals(await sign(), "ok");
  });

  test("claimAccount() makes a guest an account with all that it had", async ({ store }) => {
    await createGuests(store, "ann");
    await createAccounts(store, "bob");
    await createRoomWith(store, "den", "ann");
    await store.appendMessage(messageInput("ann", "m1", "hello", "den"));
    const claim = (id: string, name: string) =>
      store.claimAccount("ann", uniqueName(name), credentials(id));
    assertEquals(await claim("bob", "ann"), "taken");
    assertEquals(await claim("ann", "bob"), "taken");
    assertEquals((await store.findAccount("ann"))?.username, undefined);

    assertEquals(await claim("ann", "ann"), "ok");
    const now = account("ann", { username: "ann" });
    assertEquals(await store.findSession("hash-ann", 1_000), {
      session: session("ann"),
      account: now,
    });
    assertEquals((await store.findCredentials("user-ann"))?.account, now);
    assertEquals((await logOf(store, "den")).map(({ author }) => author), ["ann"]);
    await assertRejects(() => claim("cid", "cid"), StoreError);
    assertEquals(await store.findCredentials("user-cid"), undefined);
  });

  test("of two sign-ups with one name at once, one gets it", async ({ store }) => {
    await createGuests(store, "cid");
    const results = await Promise.all([
      store.createAccount(account("ann"), uniqueName("same"), credentials("ann")),
      store.createAccount(account("bob"), uniqueName("same"), credentials("bob")),
      store.claimAccount("cid", uniqueName("cid"), credentials("ann")),
      store.createAccount(account("dan"), uniqueName("dan"), credentials("ann")),
    ]);
    assertEquals(results, ["ok", "taken", "taken", "taken"]);
  });

  test("renameAccount() changes the name everywhere and frees the old one", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.appendMessage(messageInput("ann", "m1"));
    assertEquals(await store.renameAccount("ann", { name: "Anna", key: "anna" }), "ok");
    assertEquals((await store.findAccount("ann"))?.name, "Anna");
    assertEquals((await logOf(store))[0]!.name, "Anna");
    assertEquals(await store.renameAccount("bob", uniqueName("ann")), "ok");
    await assertRejects(() => store.renameAccount("nobody", uniqueName("x")), StoreError);
  });

  test("findAccounts() finds those that there are, however many", async ({ store }) => {
    await createAccounts(store, "ann");
    await createGuests(store, "bob");
    const ids = ["bob", "nobody", "ann", ...Array.from({ length: 3_000 }, (_, i) => `no-${i}`)];
    const found = await store.findAccounts(ids);
    assertEquals(found.toSorted((a, b) => a.id < b.id ? -1 : 1), [
      account("ann", { username: "ann" }),
      account("bob"),
    ]);
    assertEquals(await store.findAccounts([]), []);
  });

  test("markSeen() notes the last time, and never an earlier one", async ({ store }) => {
    await createGuests(store, "ann", "bob", "cid");
    await store.markSeen(["ann", "bob", "nobody"], 5_000);
    await store.markSeen(["bob"], 4_000);
    await store.markSeen(["ann"], 6_000);
    const seen = async (id: string) => (await store.findAccount(id))?.seenAt;
    assertEquals([await seen("ann"), await seen("bob"), await seen("cid")], [
      6_000,
      5_000,
      undefined,
    ]);
  });
}
