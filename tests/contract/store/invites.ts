import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  invite,
  logOf,
  membersOf,
  moderationRecord,
  notice,
  roomOf,
} from "./fixtures.ts";

// Which room it is about is the invite's to say.
const joined = (id: string) => notice("joined", id, `join-${id}`, "");

export function invites(test: StoreContractTest): void {
  test("an invite is found and listed while it can be used", async ({ store }) => {
    await createAccounts(store, "ann");
    await createRoomWith(store, "den", "ann");
    await createRoomWith(store, "hall", "ann");
    const first = invite("first", "ann", { uses: 1 });
    const second = invite("second", "ann", { createdAt: 1_500 });
    const other = invite("other", "ann", { room: "hall" });
    for (const one of [first, second, other]) {
      await store.createInvite(one, auditEntry("invited", { actor: "ann", room: one.room }));
    }
    assertEquals(await store.findInvite("invite-first", 1_999), first);
    assertEquals(await store.findInvite("invite-first", 2_000), undefined);
    assertEquals(await store.findInvite("invite-none", 1_000), undefined);
    assertEquals(await store.listInvites("den", 1_999), [second, first]);
    assertEquals(await store.listInvites("den", 2_000), []);
    assertEquals(await store.listInvites("nowhere", 0), []);
    assertEquals((await store.readAudit(9)).length, 3);
    await assertRejects(() => store.createInvite(first, auditEntry("invited")), StoreError);
    assertEquals((await store.readAudit(9)).length, 3);
  });

  test("revokeInvite() ends an invite of that room", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    await store.createInvite(invite("i", "ann"), auditEntry("invited"));
    const revoke = (room: string, id: string) =>
      store.revokeInvite(room, id, auditEntry("revoked"));
    assertEquals(await revoke("lobby", "i"), false);
    assertEquals(await revoke("den", "none"), false);
    assertEquals(await revoke("den", "i"), true);
    assertEquals(await revoke("den", "i"), false);
    assertEquals(await store.findInvite("invite-i", 1_000), undefined);
    assertEquals(await store.useInvite("invite-i", 1_000, joined("bob")), { kind: "invalid" });
    assertEquals((await store.readAudit(9)).map(({ action }) => action), ["revoked", "invited"]);
  });

  test("useInvite() brings one in, tells the room and counts", async ({ store, reopen }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    await store.createInvite(invite("i", "ann", { uses: 5 }), auditEntry("invited"));
    const result = await store.useInvite("invite-i", 1_000, joined("bob"));
    const reopened = await reopen();
    const entries = await logOf(reopened, "den");
    assertEquals(result, { kind: "ok", room: "den", entries });
    assertEquals(entries.map(({ room, content }) => [room, content]), [
      ["den", "Name of bob joined."],
    ]);
    assertEquals(await membersOf(reopened, "den"), [["ann", "owner"], ["bob", "member"]]);
    assertEquals((await reopened.findInvite("invite-i", 1_000))?.used, 1);
  });

  test("a single invite lets one in, whatever the race", async ({ store }) => {
    await createAccounts(store, "ann");
    const many = Array.from({ length: 20 }, (_, i) => `p${i}`);
    await createGuests(store, ...many);
    await createRoomWith(store, "den", "ann");
    await store.createInvite(invite("i", "ann", { uses: 1 }), auditEntry("invited"));
    const results = await Promise.all(
      many.map((id) => store.useInvite("invite-i", 1_000, joined(id))),
    );
    assertEquals(results.map(({ kind }) => kind), many.map((_, i) => i === 0 ? "ok" : "invalid"));
    assertEquals((await membersOf(store, "den")).length, 2);
    assertEquals(await store.findInvite("invite-i", 1_000), undefined);
    assertEquals(await store.listInvites("den", 1_000), []);
    // Who was let in may follow the link again.
    const again = await store.useInvite("invite-i", 1_000, joined("p0"));
    assertEquals(again, { kind: "member", room: "den" });
  });

  test("an invite is no use to members, the banned, or too late", async ({ store }) => {
    await createAccounts(store, "ann", "bob", "cid");
    await createRoomWith(store, "den", "ann", "bob");
    await store.removeMember("den", "cid", moderationRecord("banned", "ann", "cid", "den"), true);
    await store.createInvite(invite("i", "ann", { uses: 2 }), auditEntry("invited"));
    const before = await roomOf(store, "den");
    const use = (id: string, now: number, hash = "invite-i") =>
      store.useInvite(hash, now, joined(id));
    assertEquals(await use("bob", 1_000), { kind: "member", room: "den" });
    assertEquals(await use("cid", 1_000), { kind: "banned" });
    assertEquals(await use("cid", 2_000), { kind: "invalid" });
    assertEquals(await use("bob", 1_000, "invite-none"), { kind: "invalid" });
    assertEquals(await roomOf(store, "den"), before);
    assertEquals((await store.findInvite("invite-i", 1_000))?.used, 0);
  });
}
