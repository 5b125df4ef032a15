import { closeWriter, openReader, openWriter } from "../../../../../lib/store/sqlite/connection.ts";
import type { Database } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import {
  assertCompatible,
  migrate,
  readPragma,
} from "../../../../../lib/store/sqlite/schema/migrate.ts";
import { migrations } from "../../../../../lib/store/sqlite/schema/migrations.ts";
import { openSqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../../lib/store/store.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../../../../helpers/assert.ts";
import { withTempDir } from "../temp_dir.ts";

const driver = await loadNodeSqlite();
const newest = migrations.length;

/** Everything of a folder that would tell that it was touched. */
async function traces(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of Deno.readDirSync(dir)) {
    const { mtime, isFile } = Deno.statSync(`${dir}/${name}`);
    if (!isFile || name === "parley.lock") continue;
    const hash = await crypto.subtle.digest("SHA-256", Deno.readFileSync(`${dir}/${name}`));
    found.push(`${name} ${mtime?.getTime()} ${new Uint8Array(hash).toHex()}`);
  }
  // A -shm is scratch memory beside a -wal: whoever opens that makes it anew.
  const logged = found.some((trace) => trace.startsWith("parley.db-wal"));
  return found.filter((trace) => !(logged && trace.startsWith("parley.db-shm"))).sort();
}

async function assertOpenFails(dir: string, code: StoreError["code"]): Promise<void> {
  const before = await traces(dir);
  const error = await assertRejects(() => openSqliteStore({ dir, driver: "node" }), StoreError);
  assertEquals(error.code, code);
  assert(error.message.includes("It was not touched."));
  assertEquals(await traces(dir), before);
}

Deno.test("the list of migrations is the folder of migrations, in order", () => {
  const folder = new URL("../../../../../lib/store/sqlite/schema/", import.meta.url);
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.endsWith(".sql")).sort();
  assertEquals(files.map((name) => parseInt(name)), migrations.map((_, i) => i + 1));
  assertEquals(files.map((name) => Deno.readTextFileSync(new URL(name, folder))), migrations);
});

Deno.test("openWriter() makes a durable database of the newest schema", () =>
  withTempDir((dir) => {
    const db = openWriter(driver, `${dir}/parley.db`);
    assertEquals(readPragma(db, "user_version"), newest);
    assertEquals(readPragma(db, "application_id"), 0x5061726c);
    assertEquals(db.prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
    assertEquals(readPragma(db, "synchronous"), 2);
    assertEquals(readPragma(db, "foreign_keys"), 1);
    assertEquals(readPragma(db, "busy_timeout"), 5_000);
    closeWriter(db);
    closeWriter(openWriter(driver, `${dir}/parley.db`));
  }));

Deno.test("a reader reads what is committed, and cannot write", () =>
  withTempDir((dir) => {
    const writer = openWriter(driver, `${dir}/parley.db`);
    const reader = openReader(driver, `${dir}/parley.db`);
    writer.exec("BEGIN; UPDATE rooms SET name = 'Hall'");
    const name = () => reader.prepare("SELECT name FROM rooms").get()?.name;
    assertEquals(name(), "Lobby");
    writer.exec("COMMIT");
    assertEquals(name(), "Hall");
    assertThrows(() => reader.exec("DELETE FROM rooms"), Error, "readonly");
    reader.close();
    closeWriter(writer);
  }));

Deno.test("migrate() runs the steps that are missing, and each once", () => {
  const db = driver.open(":memory:", false);
  const steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO a VALUES (1)"];
  migrate(db, steps.slice(0, 1));
  migrate(db, steps);
  migrate(db, steps);
  assertEquals(readPragma(db, "user_version"), 2);
  assertEquals(db.prepare("SELECT x FROM a").all().length, 1);
  db.close();
});

Deno.test("migrate() does all steps or none", () => {
  const db = driver.open(":memory:", false);
  const broken = (bad: string) => () => migrate(db, ["CREATE TABLE a (x)", bad]);
  assertThrows(broken("CREATE TABLE a (x)"), Error, "already exists");
  db.exec("PRAGMA foreign_keys = OFF");
  const orphan =
    "CREATE TABLE b (x REFERENCES a (rowid)); CREATE TABLE c (id INTEGER PRIMARY KEY, " +
    "x REFERENCES c (id)); INSERT INTO c (x) VALUES (7)";
  assertThrows(broken(orphan), Error);
  assertEquals(readPragma(db, "user_version"), 0);
  assertEquals(db.prepare("SELECT * FROM sqlite_schema").all(), []);
  db.close();
});

Deno.test("a store made by a newer version is refused and not touched", () =>
  withTempDir(async (dir) => {
    const db = openWriter(driver, `${dir}/parley.db`);
    db.exec(`PRAGMA user_version = ${newest + 1}`);
    closeWriter(db);
    await assertOpenFails(dir, "newer");
  }));

Deno.test("a newer version is also recognised in the log of a crashed process", () =>
  withTempDir(async (dir) => {
    const db = openWriter(driver, `${dir}/parley.db`);
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    db.exec(`PRAGMA user_version = ${newest + 1}`);
    const crashed = `${dir}/crashed`;
    Deno.mkdirSync(crashed);
    for (const name of ["parley.db", "parley.db-wal", "parley.db-shm"]) {
      Deno.copyFileSync(`${dir}/${name}`, `${crashed}/${name}`);
    }
    await assertOpenFails(crashed, "newer");
    closeWriter(db);
  }));

Deno.test("a database of another program is refused and not touched", () =>
  withTempDir(async (dir) => {
    const fill = (sql: string) => {
      const db: Database = driver.open(`${dir}/parley.db`, false);
      db.exec(sql);
      db.close();
    };
    fill("CREATE TABLE theirs (x)");
    await assertOpenFails(dir, "foreign");
    fill("PRAGMA journal_mode = WAL; INSERT INTO theirs VALUES (1)");
    await assertOpenFails(dir, "foreign");
    fill("PRAGMA application_id = 7");
    await assertOpenFails(dir, "foreign");
  }));

Deno.test("a file that is no database is refused and not touched", () =>
  withTempDir(async (dir) => {
    for (const content of ["x", "SQLite format 2\0".repeat(400), "\0".repeat(4096)]) {
      Deno.writeTextFileSync(`${dir}/parley.db`, content);
      await assertOpenFails(dir, "foreign");
    }
    Deno.writeTextFileSync(`${dir}/parley.db-wal`, "a log that is none".repeat(99));
    Deno.writeTextFileSync(`${dir}/parley.db`, "neither is this".repeat(999));
    await assertOpenFails(dir, "foreign");
  }));

Deno.test("what a first start left when it was killed is taken up", () =>
  withTempDir((dir) => {
    const file = `${dir}/parley.db`;
    Deno.writeTextFileSync(file, "");
    assertCompatible(driver, file);
    const db = driver.open(file, false);
    db.exec("PRAGMA journal_mode = WAL");
    db.close();
    assert(Deno.statSync(file).size > 0);
    closeWriter(openWriter(driver, file));
  }));
