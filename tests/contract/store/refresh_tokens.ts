import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { account, auditEntry, createAccounts, session } from "./fixtures.ts";

export function refreshTokens(test: StoreContractTest): void {
  test("a refresh token is traded for the next, again and again", async ({ store }) => {
    await createAccounts(store, "ann");
    const program = session("bot", { account: "ann", kind: "program" });
    await store.createSession(program);
    await store.addRefreshToken("r1", "session-bot");
    const ok = { kind: "ok", session: program, account: account("ann", { username: "ann" }) };
    assertEquals(await store.rotateRefreshToken("r1", "r2", 1_000) as unknown, ok);
    assertEquals(await store.rotateRefreshToken("r2", "r3", 1_999) as unknown, ok);
    assertEquals(await store.rotateRefreshToken("nothing", "r4", 1_000), { kind: "unknown" });
    assertEquals((await store.listSessions("ann", 0)).length, 2);
  });

  test("a refresh token used twice ends its session and all its tokens", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.createSession(session("bot", { account: "ann", kind: "program" }));
    await store.addRefreshToken("r1", "session-bot");
    const kinds = await Promise.all([
      store.rotateRefreshToken("r1", "r2", 1_000),
      store.rotateRefreshToken("r1", "r3", 1_000),
      store.rotateRefreshToken("r2", "r4", 1_000),
      store.rotateRefreshToken("r1", "r5", 1_000),
    ]);
    assertEquals(kinds.map(({ kind }) => kind), ["ok", "reused", "unknown", "unknown"]);
    assertEquals(await store.findSession("hash-bot", 1_000), undefined);
    assertEquals((await store.listSessions("ann", 0)).map(({ id }) => id), ["session-ann"]);
  });

  test("a refresh token is worth nothing without a living session", async ({ store }) => {
    await createAccounts(store, "ann", "bob", "cid");
    for (const id of ["ann", "bob", "cid"]) await store.addRefreshToken(`r-${id}`, `session-${id}`);
    await store.endSession("ann", "session-ann");
    await store.setDisabled("bob", true, auditEntry("disabled"));
    assertEquals(await store.rotateRefreshToken("r-ann", "x", 1_000), { kind: "unknown" });
    assertEquals(await store.rotateRefreshToken("r-bob", "x", 1_000), { kind: "unknown" });
    assertEquals(await store.rotateRefreshToken("r-cid", "x", 2_000), { kind: "unknown" });
    assertEquals((await store.rotateRefreshToken("r-cid", "x", 1_000)).kind, "ok");
    await assertRejects(() => store.addRefreshToken("r", "session-ann"), StoreError);
  });

  test("a trade whose next token cannot be stored does not happen", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.addRefreshToken("r1", "session-ann");
    await store.addRefreshToken("r2", "session-ann");
    await assertRejects(() => store.rotateRefreshToken("r1", "r2", 1_000), StoreError);
    assertEquals((await store.rotateRefreshToken("r1", "r3", 1_000)).kind, "ok");
  });
}
