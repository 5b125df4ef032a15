import { loadNodeSqlite } from "../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { createAccounts, messageInput } from "../../../contract/store/fixtures.ts";
import { assert, assertEquals, assertRejects } from "../../../helpers/assert.ts";
import { withTempDir } from "./temp_dir.ts";

Deno.test("a second store opens beside the first, which sees what it does", () =>
  withTempDir(async (dir) => {
    const first = await openSqliteStore({ dir, driver: "node" });
    await createAccounts(first, "ann");
    const before = await first.sessionsRevision();
    const second = await openSqliteStore({ dir, driver: "node", sharedAccess: true });
    const busy = Array.from(
      { length: 500 },
      (_, i) => first.appendMessage(messageInput("ann", `m${i}`)),
    );
    await second.setPassword("ann", "another");
    assertEquals(await second.listSessions("ann", 0), []);
    assertEquals(await first.findSession("hash-ann", 0), undefined);
    assert(await first.sessionsRevision() > before);
    assert((await Promise.all(busy)).every(({ kind }) => kind === "stored"));
    await second.close();
    await first.check();
    assertEquals((await first.readPage("lobby", { limit: 1, bytes: 1 })).rev, 500);
    await first.close();
  }));

Deno.test("a store that opens beside none has the folder to itself", () =>
  withTempDir(async (dir) => {
    const only = await openSqliteStore({ dir, driver: "node", sharedAccess: true });
    await createAccounts(only, "ann");
    const error = await assertRejects(() => openSqliteStore({ dir, driver: "node" }), StoreError);
    assertEquals(error.code, "locked");
    await only.close();
    const next = await openSqliteStore({ dir, driver: "node" });
    assertEquals((await next.findAccount("ann"))?.username, "ann");
    await next.close();
  }));

Deno.test("nobody opens beside another version, and its file stays as it is", () =>
  withTempDir(async (dir) => {
    const driver = await loadNodeSqlite();
    const first = await openSqliteStore({ dir, driver: "node" });
    const db = driver.open(`${dir}/parley.db`, false);
    for (const version of [1, 99]) {
      db.exec(`PRAGMA user_version = ${version}`);
      const beside = () => openSqliteStore({ dir, driver: "node", sharedAccess: true });
      const error = await assertRejects(beside, StoreError);
      assertEquals(error.code, "locked");
      assertEquals(db.prepare("PRAGMA user_version").get()?.user_version, version);
    }
    db.close();
    await first.close();
  }));
