import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  auditEntry,
  createAccounts,
  createGuests,
  createRoomWith,
  invite,
  session,
} from "./fixtures.ts";

export function sessions(test: StoreContractTest): void {
  test("a session is found by hash and by id until it expires", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    const living = { session: session("ann"), account: account("ann") };
    assertEquals(await store.findSession("hash-ann", 1_999), living);
    assertEquals(await store.findSessionById("session-ann", 1_999), living);
    for (const [hash, id, now] of [["hash-ann", "session-ann", 2_000], ["x", "hash-ann", 0]]) {
      assertEquals(await store.findSession(hash as string, now as number), undefined);
      assertEquals(await store.findSessionById(id as string, now as number), undefined);
    }
  });

  test("a session needs an account, and a hash and id of its own", async ({ store }) => {
    await createGuests(store, "ann");
    for (
      const bad of [
        session("nobody"),
        session("x", { account: "ann", hash: "hash-ann" }),
        session("x", { account: "ann", id: "session-ann" }),
      ]
    ) {
      await assertRejects(() => store.createSession(bad), StoreError);
    }
    assertEquals(await store.listSessions("ann", 0), [session("ann")]);
  });

  test("listSessions() gives the living ones of an account, newest first", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    const newer = session("phone", { account: "ann", createdAt: 1_500, expiresAt: 3_000 });
    await store.createSession(newer);
    assertEquals(await store.listSessions("ann", 1_600), [newer, session("ann")]);
    assertEquals(await store.listSessions("ann", 2_000), [newer]);
    assertEquals(await store.listSessions("nobody", 0), []);
  });

  test("touchSession() notes when a session was used, and puts its end off", async ({ store }) => {
    await createGuests(store, "ann");
    await store.touchSession("session-ann", 1_700, 5_000);
    await store.touchSession("session-ann", 1_600, 4_000);
    await store.touchSession("nothing", 1_600, 9_000);
    const { session } = (await store.findSession("hash-ann", 0))!;
    assertEquals([session.seenAt, session.expiresAt], [1_700, 5_000]);
  });

  test("endSession() ends one session, of the account that has it", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    assertEquals(await store.endSession("bob", "session-ann"), false);
    assertEquals((await store.findSession("hash-ann", 0))?.account, account("ann"));
    assertEquals(await store.endSession("ann", "session-ann"), true);
    assertEquals(await store.endSession("ann", "session-ann"), false);
    assertEquals(await store.findSession("hash-ann", 0), undefined);
    assertEquals((await store.findSession("hash-bob", 0))?.account, account("bob"));
  });

  test("endSessions() ends all of an account's but one", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    for (const id of ["a", "b"]) await store.createSession(session(id, { account: "ann" }));
    const left = async () => (await store.listSessions("ann", 0)).map(({ id }) => id);
    await store.endSessions("ann", "session-b");
    assertEquals(await left(), ["session-b"]);
    await store.endSessions("ann");
    assertEquals(await left(), []);
    assertEquals((await store.listSessions("bob", 0)).length, 1);
  });

  test("livingSessions() tells which of many live, with their accounts", async ({ store }) => {
    await createGuests(store, "ann", "bob", "cid");
    await store.createSession(session("long", { account: "cid", expiresAt: 9_000 }));
    await store.renameAccount("ann", { name: "Anna", key: "anna" });
    await store.endSession("bob", "session-bob");
    const ids = ["ann", "bob", "cid", "long"].map((id) => `session-${id}`);
    const many = [...ids, ...Array.from({ length: 5_000 }, (_, i) => `none-${i}`), "'\"\\"];
    const living = await store.activeSessions(many, 1_500);
    assertEquals([...living].sort(([a], [b]) => a < b ? -1 : 1), [
      ["session-ann", account("ann", { name: "Anna" })],
      ["session-cid", account("cid")],
      ["session-long", account("cid")],
    ]);
    assertEquals([...(await store.activeSessions(many, 2_000)).keys()], ["session-long"]);
    assertEquals((await store.activeSessions([], 0)).size, 0);
  });

  test("sweep() removes what ended, and nothing else", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await store.createSession(session("long", { account: "bob", expiresAt: 9_000 }));
    await store.addRefreshToken("r-short", "session-ann");
    await store.addRefreshToken("r-long", "session-long");
    await store.createOneTimeLink({
      hash: "short",
      kind: "reset",
      account: "ann",
      expiresAt: 2_000,
    });
    await store.createOneTimeLink({
      hash: "long",
      kind: "reset",
      account: "bob",
      expiresAt: 9_000,
    });
    await createRoomWith(store, "den", "ann");
    await store.createInvite(invite("short", "ann"), auditEntry("invited"));
    await store.createInvite(invite("long", "ann", { expiresAt: 9_000 }), auditEntry("invited"));
    await store.sweep(2_000);

    // Asked as of an earlier time, so that only what was removed is missing.
    assertEquals(await store.listSessions("ann", 0), []);
    assertEquals((await store.listSessions("bob", 0)).map(({ id }) => id), ["session-long"]);
    assertEquals(await store.rotateRefreshToken("r-short", "x", 0), { kind: "unknown" });
    assertEquals((await store.rotateRefreshToken("r-long", "x", 0)).kind, "ok");
    assertEquals(await store.findOneTimeLink("short", "reset", 0), undefined);
    assertEquals((await store.findOneTimeLink("long", "reset", 0))?.hash, "long");
    assertEquals((await store.listInvites("den", 0)).map(({ id }) => id), ["long"]);
  });
}
