import {
  type OperationCall,
  type Operations,
  runOperations,
} from "../../../../../lib/store/sqlite/operations/batch.ts";
import type { Database } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

const driver = await loadNodeSqlite();

const operations = {
  add(db: Database, text: string): number {
    db.prepare("INSERT INTO t (text) VALUES (?)").run(text);
    if (text.startsWith("bad")) throw new Error(`${text} was refused`);
    return text.length;
  },
  end(db: Database): void {
    db.exec("ROLLBACK");
    throw new Error("the transaction is gone");
  },
} satisfies Operations;

function withTable(run: (db: Database) => void): void {
  const db = driver.open(":memory:", false);
  try {
    db.exec("CREATE TABLE t (text TEXT NOT NULL) STRICT");
    run(db);
  } finally {
    db.close();
  }
}

const add = (...texts: string[]): OperationCall[] => texts.map((text) => ["add", [text]]);
const batch = (db: Database, calls: OperationCall[]) =>
  runOperations(db, "BEGIN IMMEDIATE", operations, calls);
const stored = (db: Database) => db.prepare("SELECT text FROM t").all().map(({ text }) => text);

Deno.test("runBatch() answers in order", () =>
  withTable((db) => {
    assertEquals(batch(db, add("a", "bb", "ccc")), [{ value: 1 }, { value: 2 }, { value: 3 }]);
    assertEquals(stored(db), ["a", "bb", "ccc"]);
  }));

Deno.test("runBatch() undoes a call that fails, and only that", () =>
  withTable((db) => {
    assertEquals(batch(db, add("a", "bad1", "bb", "bad2")), [
      { value: 1 },
      { error: "bad1 was refused", code: "failed" },
      { value: 2 },
      { error: "bad2 was refused", code: "failed" },
    ]);
    assertEquals(batch(db, add("bad3")), [{ error: "bad3 was refused", code: "failed" }]);
    assertEquals(stored(db), ["a", "bb"]);
  }));

Deno.test("runBatch() refuses a call that it does not know", () =>
  withTable((db) => {
    const [unknown, known] = batch(db, [["fly", []], ...add("a")]);
    assertEquals(unknown, { error: "there is no operation fly", code: "failed" });
    assertEquals(known, { value: 1 });
  }));

Deno.test("runBatch() fails as a whole when its transaction is lost, and works again", () =>
  withTable((db) => {
    const outcomes = batch(db, [...add("a"), ["end", []], ...add("b")]);
    assert(outcomes.every((outcome) => "error" in outcome));
    assertEquals(stored(db), []);
    assertEquals(batch(db, add("c")), [{ value: 1 }]);
    assertEquals(stored(db), ["c"]);
  }));

Deno.test("runBatch() stores nothing while the disk is full, and works again afterwards", () =>
  withTable((db) => {
    db.exec("PRAGMA max_page_count = 3");
    const large = "x".repeat(20_000);
    const outcomes = batch(db, add("a", large, "b"));
    assertEquals(
      outcomes,
      outcomes.map(() => ({ error: "database or disk is full", code: "unwritable" })),
    );
    assertEquals(stored(db), []);
    db.exec("PRAGMA max_page_count = 1000");
    assertEquals(batch(db, add("a", large)), [{ value: 1 }, { value: 20_000 }]);
  }));
