import type { Driver, DriverChoice } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { loadDriver } from "../../../../../lib/store/sqlite/driver/open.ts";
import { openSqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../../lib/store/store.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "../../../../helpers/assert.ts";
import { withTempDir } from "../temp_dir.ts";

const fake: Driver = { ...await loadNodeSqlite(), id: "db", name: "@db/sqlite" };
const broken = () => Promise.reject(new Error("no FFI here"));
const hanging = () => new Promise<Driver>(() => {});

Deno.test("auto takes @db/sqlite when it loads", async () => {
  assertEquals(await loadDriver("auto", 1_000, () => Promise.resolve(fake)), fake);
});

Deno.test("auto falls back to node:sqlite when @db/sqlite does not load", async () => {
  const driver = await loadDriver("auto", 1_000, broken);
  assertEquals([driver.name, driver.fallback], ["node:sqlite", "no FFI here"]);
});

Deno.test("auto waits for @db/sqlite no longer than its deadline", async () => {
  const start = performance.now();
  assertEquals((await loadDriver("auto", 20, hanging)).name, "node:sqlite");
  assert(performance.now() - start < 1_000);
});

Deno.test("node does not try @db/sqlite", async () => {
  const never = () => Promise.reject(new Error("it was tried"));
  const driver = await loadDriver("node", 1_000, never);
  assertEquals([driver.name, driver.fallback], ["node:sqlite", undefined]);
});

Deno.test("db that does not load is refused with the reason and what helps", async () => {
  const error = await assertRejects(() => loadDriver("db", 1_000, broken), StoreError);
  assertEquals(error.code, "driver");
  assertStringIncludes(error.message, "@db/sqlite could not be loaded: no FFI here.");
  assertStringIncludes(error.message, "SQLITE_DRIVER=node does without it");
  const late = await assertRejects(() => loadDriver("db", 10, hanging), StoreError);
  assertStringIncludes(late.message, "within 10 ms");
});

Deno.test("a store over a native library that is not to be loaded says why, and db is refused", async () => {
  await withTempDir(async (dir) => {
    const native = { problem: "sqlite.so is another file" };
    const store = await openSqliteStore({ dir, driver: "auto", native });
    assertEquals([store.driver, store.driverFallback], ["node", "sqlite.so is another file"]);
    await store.close();
    const db = () => openSqliteStore({ dir, driver: "db", native });
    const error = await assertRejects(db, StoreError);
    assertEquals(error.code, "driver");
    assertStringIncludes(error.message, "could not be loaded: sqlite.so is another file.");
  });
});

Deno.test("an unknown driver is refused by name, through the worker too", async () => {
  await withTempDir(async (dir) => {
    const driver = "oracle" as DriverChoice;
    const error = await assertRejects(() => openSqliteStore({ dir, driver }), StoreError);
    assertEquals(error.code, "driver");
    assertStringIncludes(error.message, "auto, db or node, not oracle");
  });
});
