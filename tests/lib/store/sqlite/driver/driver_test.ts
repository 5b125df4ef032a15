import type { Database, Driver, SqlValue } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadDbSqlite } from "../../../../../lib/store/sqlite/driver/db_sqlite.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { assertEquals, assertNotEquals, assertThrows } from "../../../../helpers/assert.ts";
import { dbLoads, dbName, native } from "../native_driver.ts";

driverTests("node:sqlite", false, loadNodeSqlite);
driverTests(dbName, !dbLoads, () => loadDbSqlite(native));

function driverTests(name: string, ignore: boolean, load: () => Promise<Driver>): void {
  const test = (title: string, run: (db: Database) => void) =>
    Deno.test({
      name: `${name}: ${title}`,
      ignore,
      async fn() {
        const db = (await load()).open(":memory:", false);
        try {
          db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE, big INTEGER) STRICT");
          run(db);
        } finally {
          db.close();
        }
      },
    });

  test("values come back as they went in", (db) => {
    const insert = db.prepare("INSERT INTO t (text, big) VALUES (?, ?) RETURNING text, big");
    const rows: [SqlValue, SqlValue][] = [
      ["", 0],
      ["é👍\u202e", Number.MAX_SAFE_INTEGER],
      [null, -(2 ** 40)],
      ["1", null],
    ];
    for (const [text, big] of rows) assertEquals({ ...insert.get(text, big) }, { text, big });
    assertEquals(
      db.prepare("SELECT text, big FROM t ORDER BY id").all().map((row) => ({ ...row })),
      rows.map(([text, big]) => ({ text, big })),
    );
  });

  test("what libraries would change is refused", (db) => {
    const insert = db.prepare("INSERT INTO t (text) VALUES (?)");
    for (const value of [true, undefined, 1n, "a\0b", "\udc00", {}]) {
      assertThrows(() => insert.run(value as SqlValue), TypeError, "cannot be stored");
    }
    assertEquals(db.prepare("SELECT * FROM t").all(), []);
  });

  test("run() counts the rows that changed", (db) => {
    const insert = "INSERT INTO t (text) VALUES (?) ON CONFLICT (text) DO NOTHING";
    assertEquals(db.prepare(insert).run("a"), 1);
    assertEquals(db.prepare(insert).run("a"), 0);
    assertEquals(db.prepare(insert).run("b"), 1);
    assertEquals(db.prepare("DELETE FROM t").run(), 2);
  });

  test("a failed statement throws, and works the next time", (db) => {
    const insert = db.prepare("INSERT INTO t (text) VALUES (?)");
    insert.run("a");
    assertThrows(() => insert.run("a"), Error, "UNIQUE constraint failed: t.text");
    assertEquals(insert.run("b"), 1);
    assertThrows(() => db.exec("INSERT INTO t (text) VALUES ('a')"), Error, "UNIQUE");
    assertThrows(() => db.prepare("SELECT x FROM nowhere"), Error, "no such table");
  });

  test("rows are objects of their own, and none is undefined", (db) => {
    const count = db.prepare<{ n: number }>("SELECT count(*) AS n FROM t");
    const before = count.get();
    db.exec("INSERT INTO t (text) VALUES ('a'), ('b')");
    assertNotEquals(count.get()?.n, before?.n);
    assertEquals(db.prepare("SELECT * FROM t WHERE text = ?").get("c"), undefined);
  });
}
