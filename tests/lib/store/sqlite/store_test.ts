import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { type OpenedStore, storeContract } from "../../../contract/store.ts";
import { createGuests, logOf, messageInput } from "../../../contract/store/fixtures.ts";
import { assert, assertEquals, assertRejects } from "../../../helpers/assert.ts";
import { dbLoads, dbName, native } from "./native_driver.ts";
import { withTempDir } from "./temp_dir.ts";
import { killWriter } from "./kill_writer.ts";

storeContract("node:sqlite", () => open("node"));
storeContract(dbName, () => open("db"), !dbLoads);

async function open(driver: "db" | "node"): Promise<OpenedStore> {
  const dir = await Deno.makeTempDir({ prefix: "parley-store-" });
  let store = await openSqliteStore({ dir, driver, native });
  return {
    store,
    async reopen() {
      await store.close();
      return store = await openSqliteStore({ dir, driver, native });
    },
    async dispose() {
      await store.close();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

Deno.test("the store says which library it uses, and where the data is", async () => {
  await withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    assertEquals(store.backend, { driver: "node:sqlite", location: `${dir}/parley.db` });
    await store.close();
  });
});

Deno.test("writes in flight share transactions, and a lone one has its own", async () => {
  await withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    await createGuests(store, "ann");
    assertEquals(store.counts, { calls: 1, batches: 1 });
    const calls = Array.from(
      { length: 3_000 },
      (_, i) => store.appendMessage(messageInput("ann", `m${i}`)),
    );
    await Promise.all(calls);
    assertEquals(store.counts, { calls: 3_001, batches: 4 });
    await store.close();
  });
});

Deno.test("the folder and the file are for their owner alone", async () => {
  await withTempDir(async (parent) => {
    const dir = `${parent}/new/data`;
    const store = await openSqliteStore({ dir, driver: "node" });
    const mode = (path: string) => Deno.statSync(path).mode! & 0o777;
    assertEquals(mode(dir), 0o700);
    for (
      const name of ["parley.db", "parley.db-wal", "parley.db-shm", "parley.history", "parley.lock"]
    ) {
      assertEquals(mode(`${dir}/${name}`), 0o600, name);
    }
    await store.close();
    const left = [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
    assertEquals(left, ["parley.db", "parley.history", "parley.lock"]);
  });
});

Deno.test("a second store on a folder is refused, until the first is closed", async () => {
  await withTempDir(async (dir) => {
    const first = await openSqliteStore({ dir, driver: "node" });
    const error = await assertRejects(() => openSqliteStore({ dir, driver: "node" }), StoreError);
    assertEquals(error.code, "locked");
    assert(error.message.includes(dir));
    await first.check();
    await first.close();
    await (await openSqliteStore({ dir, driver: "node" })).close();
  });
});

Deno.test("a store that failed to open lets go of its folder", async () => {
  await withTempDir(async (dir) => {
    await Deno.writeTextFile(`${dir}/parley.db`, "not a database");
    const error = await assertRejects(() => openSqliteStore({ dir, driver: "node" }), StoreError);
    assertEquals(error.code, "foreign");
    assertEquals(await Deno.readTextFile(`${dir}/parley.db`), "not a database");
    await Deno.remove(`${dir}/parley.db`);
    await (await openSqliteStore({ dir, driver: "node" })).close();
  });
});

Deno.test("auto opens the store whatever can be loaded", async () => {
  const before = Deno.env.get("DENO_DIR");
  await withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "auto", native, driverTimeoutMs: 1 });
    assert(["node:sqlite", "@db/sqlite"].includes(store.backend.driver));
    await store.check();
    await store.close();
  });
  // A worker that ended while the library was loading has left the variable behind.
  if (before === undefined) Deno.env.delete("DENO_DIR");
});

Deno.test("a killed process loses nothing that it acknowledged, nor the folder", async () => {
  await withTempDir(async (dir) => {
    const said = await killWriter(dir, 500, async () => {
      const error = await assertRejects(() => openSqliteStore({ dir, driver: "node" }), StoreError);
      assertEquals(error.code, "locked");
      return true;
    });

    const store = await openSqliteStore({ dir, driver: "node" });
    const stored = (await logOf(store)).map(({ seq, id }) => `${seq} ${id}`);
    assert(said.length >= 499);
    assertEquals(stored.slice(0, said.length), said);
    assertEquals(stored.map((line) => parseInt(line)), stored.map((_, i) => i + 1));
    await store.close();
  });
});
