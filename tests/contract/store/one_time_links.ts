import { assertEquals } from "../../helpers/assert.ts";
import type { OneTimeLink } from "../../../lib/store/store.ts";
import type { StoreContractTest } from "../store.ts";
import { createAccounts } from "./fixtures.ts";

const SETUP: OneTimeLink = { hash: "s1", kind: "setup", expiresAt: 2_000 };
const RESET: OneTimeLink = { hash: "r1", kind: "reset", account: "ann", expiresAt: 2_000 };

export function oneTimeLinks(test: StoreContractTest): void {
  test("a link is found while it lives, and as what it is", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.createOneTimeLink(SETUP);
    await store.createOneTimeLink(RESET);
    assertEquals(await store.findOneTimeLink("s1", "setup", 1_999), SETUP);
    assertEquals(await store.findOneTimeLink("r1", "reset", 1_999), RESET);
    assertEquals(await store.findOneTimeLink("r1", "setup", 1_000), undefined);
    assertEquals(await store.findOneTimeLink("r1", "reset", 2_000), undefined);
    assertEquals(await store.redeemOneTimeLink("r1", "setup", 1_000), undefined);
    assertEquals(await store.redeemOneTimeLink("r1", "reset", 2_000), undefined);
    assertEquals(await store.findOneTimeLink("r1", "reset", 1_000), RESET);
  });

  test("a link is used once, whatever the race", async ({ store }) => {
    await store.createOneTimeLink(SETUP);
    const used = await Promise.all(
      [1, 2, 3].map(() => store.redeemOneTimeLink("s1", "setup", 1_000)),
    );
    assertEquals(used, [SETUP, undefined, undefined]);
    assertEquals(await store.findOneTimeLink("s1", "setup", 1_000), undefined);
  });

  test("a new link ends the earlier ones for the same", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.createOneTimeLink(SETUP);
    await store.createOneTimeLink(RESET);
    await store.createOneTimeLink({ ...RESET, hash: "r2", account: "bob" });
    await store.createOneTimeLink({ ...RESET, hash: "r3" });
    assertEquals(await store.findOneTimeLink("r1", "reset", 1_000), undefined);
    assertEquals((await store.findOneTimeLink("r2", "reset", 1_000))?.account, "bob");
    assertEquals((await store.findOneTimeLink("r3", "reset", 1_000))?.account, "ann");
    await store.createOneTimeLink({ ...SETUP, hash: "s2" });
    assertEquals(await store.findOneTimeLink("s1", "setup", 1_000), undefined);
    assertEquals((await store.findOneTimeLink("s2", "setup", 1_000))?.hash, "s2");
  });
}
