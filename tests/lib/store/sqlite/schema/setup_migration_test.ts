import { closeWriter, openWriter } from "../../../../../lib/store/sqlite/connection.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { createFirstAdmin } from "../../../../../lib/store/sqlite/statements/first_admin.ts";
import { migrate } from "../../../../../lib/store/sqlite/schema/migrate.ts";
import { migrations } from "../../../../../lib/store/sqlite/schema/migrations.ts";
import setup from "../../../../../lib/store/sqlite/schema/0008_setup.sql" with { type: "text" };
import { openSqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import { assertEquals } from "../../../../helpers/assert.ts";
import {
  account,
  auditEntry,
  credentials,
  uniqueName,
} from "../../../../contract/store/fixtures.ts";
import { withTempDir } from "../temp_dir.ts";

const driver = await loadNodeSqlite();

/** The settings after the migration of a store with these rows, from before there was a set-up door. */
async function migrated(dir: string, sql: string): Promise<Record<string, string>> {
  const db = driver.open(`${dir}/parley.db`, false);
  migrate(db, migrations.slice(0, migrations.indexOf(setup)));
  db.exec(sql);
  db.close();
  closeWriter(openWriter(driver, `${dir}/parley.db`));
  const store = await openSqliteStore({ dir, driver: "node" });
  const settings = await store.readSettings();
  await store.close();
  return settings;
}

const insert = (role: string, username: string | null) => `
  INSERT INTO accounts (id, name, role, created_at, username, username_key, password)
  VALUES ('a', 'Ann', '${role}', 1, ${username && `'${username}'`}, ${
  username && `'${username}'`
}, 'x');`;

for (
  const [what, sql, expected] of [
    ["with an admin keeps letting guests in", insert("admin", "ann"), { guests: "on" }],
    [
      "whose admin chose keeps the choice",
      insert("admin", "ann") + "INSERT INTO settings VALUES ('guests', 'off')",
      { guests: "off" },
    ],
    ["without an admin starts as a new one does", insert("client", "ann"), {}],
    ["with a guest alone does too", insert("client", null), {}],
  ] as [string, string, Record<string, string>][]
) {
  Deno.test(`an earlier store ${what}`, () =>
    withTempDir(async (dir) => {
      assertEquals(await migrated(dir, sql), expected);
    }));
}

Deno.test("a token that was used makes no other admin, even when there is none left", () =>
  withTempDir((dir) => {
    const db = openWriter(driver, `${dir}/parley.db`);
    const become = (id: string) =>
      createFirstAdmin(
        db,
        account(id, { role: "admin" }),
        uniqueName(id),
        credentials(id),
        { kind: "token", hash: "t1" },
        auditEntry("set up"),
      );
    assertEquals(become("ann"), "ok");
    db.exec("UPDATE accounts SET role = 'client'");
    assertEquals(become("bob"), "spent");
    closeWriter(db);
  }));
