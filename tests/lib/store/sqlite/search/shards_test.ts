import type { Database } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { Shards } from "../../../../../lib/store/sqlite/search/shards.ts";
import { assertEquals } from "../../../../helpers/assert.ts";

const node = await loadNodeSqlite();

/** A database that says that it is of a version of SQLite. */
function open(version: string): Database {
  const db = node.open(":memory:", false);
  const prepare = (sql: string) =>
    db.prepare(sql.replace("sqlite_version()", `'${version}'`)) as never;
  return { ...db, prepare };
}

function tableOf(db: Database): string {
  return db.prepare<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'shard0'").get()!
    .sql;
}

for (const version of ["3.42.0", "3.43.0", "4.0.0"]) {
  Deno.test(`with SQLite ${version}, what is deleted from the index is not found`, () => {
    const db = open(version);
    const shards = new Shards(db);
    shards.add(1, "hello world");
    shards.add(2, "hello again");
    shards.delete(1);
    assertEquals(shards.findRowids(0, "hello", 0, 10, 10), [2]);
    assertEquals(tableOf(db).includes("contentless_delete"), version !== "3.42.0");
    db.close();
  });
}
