import type { SetupSecret, Store } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { account, auditEntry, createAccounts, credentials, uniqueName } from "./fixtures.ts";

const TOKEN: SetupSecret = { kind: "token", hash: "t1" };
const LINK: SetupSecret = { kind: "link", hash: "s1" };

/** How the first admin is made, at 1,000. */
export function firstAdmin(test: StoreContractTest): void {
  const become = (store: Store, id: string, secret: SetupSecret, at = 1_000) =>
    store.createFirstAdmin(
      account(id, { role: "admin" }),
      uniqueName(id),
      credentials(id),
      secret,
      auditEntry("set up", { at, actor: id, target: id }),
    );
  const makeLink = (store: Store) =>
    store.createOneTimeLink({ hash: "s1", kind: "setup", expiresAt: 2_000 });

  test("createFirstAdmin() makes an admin who can sign in, and logs it", async ({ store }) => {
    await makeLink(store);
    assertEquals(await become(store, "ann", LINK), "ok");
    assertEquals(await store.hasAdmin(), true);
    assertEquals((await store.findCredentials("user-ann"))?.account.role, "admin");
    assertEquals(await store.findOneTimeLink("s1", "setup", 1_000), undefined);
    const [entry] = await store.readAudit(10);
    assertEquals([entry!.action, entry!.actor], ["set up", "ann"]);
  });

  test("a token makes the first admin once, and is remembered", async ({ store }) => {
    assertEquals(await store.isSetupTokenUsed("t1"), false);
    assertEquals(await become(store, "ann", TOKEN, 9_000), "ok");
    assertEquals(await store.isSetupTokenUsed("t1"), true);
    assertEquals(await store.isSetupTokenUsed("t2"), false);
  });

  test("a link that is unknown, has expired or is for something else makes nobody", async ({ store }) => {
    await createAccounts(store, "bob");
    assertEquals(await become(store, "ann", LINK), "spent");
    await makeLink(store);
    assertEquals(await become(store, "ann", LINK, 2_000), "spent");
    await store.createOneTimeLink({ hash: "r1", kind: "reset", account: "bob", expiresAt: 2_000 });
    assertEquals(await become(store, "ann", { kind: "link", hash: "r1" }), "spent");
    assertEquals(await store.findAccount("ann"), undefined);
    assertEquals(await store.readAudit(10), []);
  });

  test("a name that is taken costs neither link nor token", async ({ store }) => {
    await createAccounts(store, "bob");
    await makeLink(store);
    const again = (secret: SetupSecret) =>
      store.createFirstAdmin(
        account("ann", { role: "admin" }),
        uniqueName("bob"),
        credentials("bob"),
        secret,
        auditEntry("set up", { at: 1_000 }),
      );
    assertEquals([await again(LINK), await again(TOKEN)], ["taken", "taken"]);
    assertEquals(await store.isSetupTokenUsed("t1"), false);
    assertEquals(await become(store, "ann", LINK), "ok");
  });

  test("whatever the secrets, one becomes the first admin", async ({ store }) => {
    await makeLink(store);
    const made = await Promise.all([
      become(store, "ann", TOKEN),
      become(store, "bob", LINK),
      become(store, "cid", TOKEN),
      become(store, "dan", { kind: "token", hash: "t2" }),
    ]);
    assertEquals(made, ["ok", "spent", "spent", "spent"]);
    assertEquals((await store.listAccounts({ guests: true, limit: 9 })).length, 1);
    assertEquals((await store.findOneTimeLink("s1", "setup", 1_000))?.hash, "s1");
  });
}
