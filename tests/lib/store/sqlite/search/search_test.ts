import { openSqliteSearch } from "../../../../../lib/store/sqlite/search/search.ts";
import { openSqliteStore, type SqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import type { Search } from "../../../../../lib/store/search.ts";
import {
  assertFinds,
  type OpenedSearch,
  phrases,
  query,
  searchContents,
  searchContract,
  wholePhrases,
} from "../../../../contract/search.ts";
import { createGuests, messageInput, POSTED_AT } from "../../../../contract/store/fixtures.ts";
import { assert, assertEquals, assertRejects } from "../../../../helpers/assert.ts";
import { StoreError } from "../../../../../lib/store/store.ts";
import { dbLoads, dbName, native } from "../native_driver.ts";
import { withTempDir } from "../temp_dir.ts";

searchContract("node:sqlite", () => open("node"));
searchContract(dbName, () => open("db"), !dbLoads);

async function open(driver: "db" | "node"): Promise<OpenedSearch> {
  const dir = await Deno.makeTempDir({ prefix: "parley-search-" });
  const store = await openSqliteStore({ dir, driver, native });
  const search = openSqliteSearch({ dir, store });
  return {
    store,
    search,
    async dispose() {
      await search.close();
      await store.close();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** Opens a folder for as long as `run` takes. */
async function within<T>(
  dir: string,
  run: (opened: { store: SqliteStore; search: Search }) => Promise<T>,
): Promise<T> {
  const store = await openSqliteStore({ dir, driver: "node" });
  const search = openSqliteSearch({ dir, store });
  try {
    return await run({ store, search });
  } finally {
    await search.close();
    await store.close();
  }
}

/** Leaves a folder with some messages, all taken in. */
async function leave(dir: string, count = 3): Promise<void> {
  await within(dir, async ({ store, search }) => {
    await createGuests(store, "ann");
    const calls = Array.from({ length: count }, (_, i) => {
      return store.appendMessage(messageInput("ann", `m${i}`, `word number${i}`));
    });
    await Promise.all(calls);
    await search.ready();
  });
}

const WORDS = ["word number2", "word number1", "word number0"];

Deno.test("the index is for its owner alone, and in one file when it is closed", () =>
  withTempDir(async (dir) => {
    await within(dir, async ({ search }) => {
      await search.ready();
      for (const name of ["search.db", "search.db-wal"]) {
        assertEquals(Deno.statSync(`${dir}/${name}`).mode! & 0o777, 0o600, name);
      }
    });
    const left = [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
    assertEquals(left, ["parley.db", "parley.history", "parley.lock", "search.db"]);
  }));

Deno.test("an index goes on where it stopped", () =>
  withTempDir(async (dir) => {
    await leave(dir);
    await within(dir, async (opened) => {
      const page = await opened.search.search(query({ all: wholePhrases("word") }));
      assertEquals([page.hits.length, page.catchingUp], [3, false]);
      await opened.store.deleteMessage("lobby", 1, POSTED_AT);
      await assertFinds(opened, { all: wholePhrases("word") }, WORDS.slice(0, 2));
    });
  }));

Deno.test("what is written while no search is open is found by the next one", () =>
  withTempDir(async (dir) => {
    await leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    await store.appendMessage(messageInput("ann", "more", "word more"));
    await store.editMessage("lobby", 1, { content: "changed", mentions: [], at: POSTED_AT });
    await store.close();
    await within(dir, async (opened) => {
      await assertFinds(opened, { all: wholePhrases("word") }, ["word more", ...WORDS.slice(0, 2)]);
      await assertFinds(opened, { all: wholePhrases("changed") }, ["changed"]);
    });
  }));

Deno.test("an index that was deleted is made again, and says so meanwhile", () =>
  withTempDir(async (dir) => {
    await leave(dir, 3_000);
    await Deno.remove(`${dir}/search.db`);
    await within(dir, async ({ search }) => {
      const before = await search.search(query({ all: wholePhrases("word") }));
      assertEquals(before.catchingUp, true);
      await search.ready();
      const after = await search.search(query({ all: wholePhrases("number0") }));
      assertEquals([after.hits.length, after.catchingUp], [1, false]);
    });
  }));

const DAMAGES: [string, (file: string) => void][] = [
  ["is empty", (file) => Deno.truncateSync(file)],
  ["is another kind of file", (file) => Deno.writeTextFileSync(file, "not a database".repeat(999))],
  ["lost its end", (file) => Deno.truncateSync(file, 8_192)],
  ["has garbage in it", (file) => {
    const bytes = Deno.readFileSync(file);
    Deno.writeFileSync(file, bytes.fill(0xa5, 4_096));
  }],
];

for (const [what, damage] of DAMAGES) {
  Deno.test(`an index that ${what} is made again`, () =>
    withTempDir(async (dir) => {
      await leave(dir);
      damage(`${dir}/search.db`);
      await within(dir, async (opened) => {
        await opened.search.search(query({ all: wholePhrases("word") }));
        await assertFinds(opened, { all: wholePhrases("word") }, WORDS);
      });
    }));
}

Deno.test("an index of a later state of the store is made again", () =>
  withTempDir(async (dir) => {
    await leave(dir, 1);
    await Deno.copyFile(`${dir}/parley.db`, `${dir}/backup`);
    await within(dir, async (opened) => {
      await opened.store.appendMessage(messageInput("ann", "gone", "gone with the restore"));
      await searchContents(opened, { all: wholePhrases("gone") });
    });
    await Deno.rename(`${dir}/backup`, `${dir}/parley.db`);
    const store = await openSqliteStore({ dir, driver: "node" });
    await store.appendMessage(messageInput("ann", "other", "another in its place"));
    await store.close();
    await within(dir, async (opened) => {
      await assertFinds(opened, { all: wholePhrases("gone") }, []);
      await assertFinds(opened, { all: wholePhrases("another place") }, []);
      await assertFinds(opened, { all: wholePhrases("in its place") }, ["another in its place"]);
    });
  }));

Deno.test("an index that cannot be written leaves the store alone, and says why", () =>
  withTempDir(async (dir) => {
    await Deno.mkdir(`${dir}/search.db`);
    const store = await openSqliteStore({ dir, driver: "node" });
    const { promise, resolve } = Promise.withResolvers<StoreError>();
    const search = openSqliteSearch({ dir, store, onError: resolve });
    await createGuests(store, "ann");
    assertEquals((await store.appendMessage(messageInput("ann", "m1"))).kind, "stored");
    assert(await promise instanceof StoreError);
    await assertRejects(() => search.search(query({ all: wholePhrases("m1") })), StoreError);
    await search.close();
    await store.close();
  }));

Deno.test("a search goes through all shards, and looks at many rooms in any", () =>
  withTempDir(async (dir) => {
    await leave(dir, 4);
    const { loadNodeSqlite: loadNode } = await import(
      "../../../../../lib/store/sqlite/driver/node_sqlite.ts"
    );
    const db = (await loadNode()).open(`${dir}/parley.db`, false);
    // As if a quarter of a million messages lay between them.
    db.exec("UPDATE messages SET n = n + (seq - 1) * 100000 WHERE seq > 1");
    db.close();
    await Deno.remove(`${dir}/search.db`);
    await within(dir, async (opened) => {
      await assertFinds(opened, { all: wholePhrases("word") }, ["word number3", ...WORDS]);
      await assertFinds(opened, { all: wholePhrases("number0") }, ["word number0"]);
      await assertFinds(opened, { all: phrases("number"), limit: 2 }, [
        "word number3",
        "word number2",
      ]);
      const first = await opened.search.search(query({ all: wholePhrases("word"), limit: 3 }));
      const next = await opened.search.search(
        query({ all: wholePhrases("word"), limit: 3, cursor: first.next! }),
      );
      assertEquals(next.hits.map(({ seq }) => seq), [1]);
    });
  }));
