import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import { account, guests } from "./fixtures.ts";

export function accounts(test: Test): void {
  test("findSession() gives the account until the session expires", async ({ store }) => {
    await guests(store, "ann", "bob");
    assertEquals(await store.findSession("hash-ann", 1_999), account("ann"));
    assertEquals(await store.findSession("hash-bob", 0), account("bob"));
    assertEquals(await store.findSession("hash-ann", 2_000), undefined);
    assertEquals(await store.findSession("hash-cid", 0), undefined);
  });

  test("endSession() forgets one session, and one that is not there", async ({ store }) => {
    await guests(store, "ann", "bob");
    await store.endSession("hash-ann");
    await store.endSession("hash-ann");
    assertEquals(await store.findSession("hash-ann", 0), undefined);
    assertEquals(await store.findSession("hash-bob", 0), account("bob"));
  });

  test("createGuest() with a taken id or hash is refused and changes nothing", async ({ store }) => {
    await guests(store, "ann");
    const session = { hash: "other", account: "ann", createdAt: 1, expiresAt: 9_000 };
    const twice = store.createGuest({ ...account("ann"), name: "Impostor" }, session);
    await assertRejects(() => twice, StoreError);
    assertEquals(await store.findSession("other", 0), undefined);

    const stolen = { hash: "hash-ann", account: "bob", createdAt: 1, expiresAt: 9_000 };
    await assertRejects(() => store.createGuest(account("bob"), stolen), StoreError);
    assertEquals(await store.findSession("hash-ann", 0), account("ann"));
    await guests(store, "bob");
  });
}
