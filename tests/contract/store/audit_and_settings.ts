import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { auditEntry, createAccounts, createGuests } from "./fixtures.ts";

/** Blocks, the audit log and settings. */
export function auditAndSettings(test: StoreContractTest): void {
  test("setBlock() hides one from another, one way", async ({ store, reopen }) => {
    await createGuests(store, "ann", "bob", "cid");
    await store.setBlock("ann", "cid", true);
    await store.setBlock("ann", "bob", true);
    await store.setBlock("ann", "bob", true);
    await store.setBlock("cid", "ann", true);
    assertEquals((await store.listBlocks("ann")).toSorted(), ["bob", "cid"]);
    assertEquals(await store.listBlocks("bob"), []);
    assertEquals((await store.listAllBlocks()).length, 3);
    await store.setBlock("ann", "cid", false);
    await store.setBlock("bob", "cid", false);
    assertEquals(await (await reopen()).listBlocks("ann"), ["bob"]);
  });

  test("nobody blocks someone who is not there", async ({ store }) => {
    await createGuests(store, "ann");
    await assertRejects(() => store.setBlock("ann", "nobody", true), StoreError);
    assertEquals(await store.listBlocks("ann"), []);
  });

  test("readAudit() gives the log newest first, in pages, with names", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.appendAudit(auditEntry("invited"));
    await store.appendAudit(
      auditEntry("revoked", { actor: "ann", target: "bob", room: "den", detail: "why" }),
    );
    await store.appendAudit(auditEntry("role", { actor: "gone", target: "gone" }));
    const [third, second] = await store.readAudit(2);
    assertEquals([third?.action, third?.actorName, third?.targetName], [
      "role",
      undefined,
      undefined,
    ]);
    assertEquals(second, {
      ...auditEntry("revoked", { actor: "ann", target: "bob", room: "den", detail: "why" }),
      n: second!.n,
      actorName: "Name of ann",
      targetName: "Name of bob",
    });
    const rest = await store.readAudit(2, second!.n);
    assertEquals(rest, [{ ...auditEntry("invited"), n: rest[0]!.n }]);
    assertEquals(await store.readAudit(2, rest[0]!.n), []);
  });

  test("settings are text, and each change is logged", async ({ store, reopen }) => {
    assertEquals(await store.readSettings(), {});
    await store.writeSetting("signup", "open", auditEntry("setting"));
    await store.writeSetting("signup", "closed", auditEntry("setting", { detail: "closed" }));
    await store.writeSetting("guests", "", auditEntry("setting"));
    const reopened = await reopen();
    assertEquals(await reopened.readSettings(), { signup: "closed", guests: "" });
    assertEquals((await reopened.readAudit(10)).map(({ detail }) => detail), [
      undefined,
      "closed",
      undefined,
    ]);
  });
}
