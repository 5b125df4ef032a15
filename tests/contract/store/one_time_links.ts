import { assertEquals } from "../../helpers/assert.ts";
import type { Link } from "../../../lib/store/store.ts";
import type { Test } from "../store.ts";
import { people } from "./fixtures.ts";

const SETUP: Link = { hash: "s1", kind: "setup", expiresAt: 2_000 };
const RESET: Link = { hash: "r1", kind: "reset", account: "ann", expiresAt: 2_000 };

export function links(test: Test): void {
  test("a link is found while it lives, and as what it is", async ({ store }) => {
    await people(store, "ann");
    await store.createLink(SETUP);
    await store.createLink(RESET);
    assertEquals(await store.findLink("s1", "setup", 1_999), SETUP);
    assertEquals(await store.findLink("r1", "reset", 1_999), RESET);
    assertEquals(await store.findLink("r1", "setup", 1_000), undefined);
    assertEquals(await store.findLink("r1", "reset", 2_000), undefined);
    assertEquals(await store.useLink("r1", "setup", 1_000), undefined);
    assertEquals(await store.useLink("r1", "reset", 2_000), undefined);
    assertEquals(await store.findLink("r1", "reset", 1_000), RESET);
  });

  test("a link is used once, whatever the race", async ({ store }) => {
    await store.createLink(SETUP);
    const used = await Promise.all([1, 2, 3].map(() => store.useLink("s1", "setup", 1_000)));
    assertEquals(used, [SETUP, undefined, undefined]);
    assertEquals(await store.findLink("s1", "setup", 1_000), undefined);
  });

  test("a new link ends the earlier ones for the same", async ({ store }) => {
    await people(store, "ann", "bob");
    await store.createLink(SETUP);
    await store.createLink(RESET);
    await store.createLink({ ...RESET, hash: "r2", account: "bob" });
    await store.createLink({ ...RESET, hash: "r3" });
    assertEquals(await store.findLink("r1", "reset", 1_000), undefined);
    assertEquals((await store.findLink("r2", "reset", 1_000))?.account, "bob");
    assertEquals((await store.findLink("r3", "reset", 1_000))?.account, "ann");
    await store.createLink({ ...SETUP, hash: "s2" });
    assertEquals(await store.findLink("s1", "setup", 1_000), undefined);
    assertEquals((await store.findLink("s2", "setup", 1_000))?.hash, "s2");
  });
}
