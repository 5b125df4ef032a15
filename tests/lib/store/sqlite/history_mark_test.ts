import { openSqliteStore, type SqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { createGuests, logOf, messageInput } from "../../../contract/store/fixtures.ts";
import { assert, assertEquals, assertNotEquals } from "../../../helpers/assert.ts";
import { withTempDir } from "./temp_dir.ts";
import { killWriter } from "./kill_writer.ts";

const DATABASE_FILES = ["parley.db", "parley.history"];

/** Opens the store of a folder, for as long as something is done with it. */
async function within<T>(dir: string, run: (store: SqliteStore) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ dir, driver: "node" });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

const historyOf = (dir: string) =>
  within(dir, async (store) => (await store.readHistory()).history);

/** Says as many things as it takes for the lobby to have this many. */
async function growTo(store: SqliteStore, count: number): Promise<void> {
  await createGuests(store, "ann").catch(() => {});
  const from = (await logOf(store)).length;
  const ids = Array.from({ length: count - from }, (_, n) => `m${from + n}-${crypto.randomUUID()}`);
  await Promise.all(ids.map((id) => store.appendMessage(messageInput("ann", id))));
}

/** A folder whose lobby has 5 messages, a copy of its files from when it had 3, and its history. */
async function withBackup(run: (dir: string, history: string) => Promise<void>): Promise<void> {
  await withTempDir(async (dir) => {
    await within(dir, (store) => growTo(store, 3));
    await Deno.mkdir(`${dir}/backup`);
    for (const name of DATABASE_FILES) {
      await Deno.copyFile(`${dir}/${name}`, `${dir}/backup/${name}`);
    }
    await within(dir, (store) => growTo(store, 5));
    await run(dir, await historyOf(dir));
  });
}

Deno.test("a store that is closed and opened again keeps its history", () =>
  withBackup(async (dir, history) => {
    for (let n = 6; n < 9; n++) {
      await within(dir, async (store) => {
        assertEquals((await store.readHistory()).history, history);
        await growTo(store, n);
      });
    }
  }));

const RESTORES: [string, (dir: string) => Promise<unknown>][] = [
  ["written over it", (dir) => Deno.copyFile(`${dir}/backup/parley.db`, `${dir}/parley.db`)],
  ["put in its place", (dir) => Deno.rename(`${dir}/backup/parley.db`, `${dir}/parley.db`)],
  ["and its mark, written over both", async (dir) => {
    for (const name of DATABASE_FILES) {
      await Deno.copyFile(`${dir}/backup/${name}`, `${dir}/${name}`);
    }
  }],
  ["in a folder of its own", async (dir) => {
    for (const name of DATABASE_FILES) await Deno.remove(`${dir}/${name}`);
    await Deno.copyFile(`${dir}/backup/parley.db`, `${dir}/parley.db`);
  }],
];

for (const [how, restore] of RESTORES) {
  Deno.test(`an older database ${how} gets another history, once`, () =>
    withBackup(async (dir, history) => {
      await restore(dir);
      const renewed = await within(dir, async (store) => {
        const renewed = await store.readHistory();
        assertNotEquals(renewed.history, history);
        assertEquals(renewed.changes, 3);
        await growTo(store, 9);
        return renewed.history;
      });
      assertEquals(await historyOf(dir), renewed);
    }));
}

Deno.test("a whole folder that was copied gets another history", () =>
  withBackup(async (dir, history) => {
    await withTempDir(async (other) => {
      for (const name of DATABASE_FILES) await Deno.copyFile(`${dir}/${name}`, `${other}/${name}`);
      assertNotEquals(await historyOf(other), history);
    });
    assertEquals(await historyOf(dir), history);
  }));

Deno.test("a folder that was moved keeps its history", () =>
  withBackup((dir, history) =>
    withTempDir(async (other) => {
      await Deno.rename(dir, `${other}/moved`);
      await Deno.mkdir(dir);
      assertEquals(await historyOf(`${other}/moved`), history);
    })
  ));

Deno.test("the newest backup, put back, keeps the history: nothing is missing", () =>
  withBackup(async (dir, history) => {
    await Deno.copyFile(`${dir}/parley.db`, `${dir}/newest`);
    await Deno.copyFile(`${dir}/newest`, `${dir}/parley.db`);
    assertEquals(await historyOf(dir), history);
  }));

Deno.test("a backup of an earlier history gets another one, however much it holds", () =>
  withBackup(async (dir, history) => {
    await Deno.copyFile(`${dir}/parley.db`, `${dir}/larger`);
    await Deno.rename(`${dir}/backup/parley.db`, `${dir}/parley.db`);
    const second = await historyOf(dir);
    await Deno.rename(`${dir}/larger`, `${dir}/parley.db`);
    const third = await historyOf(dir);
    assertEquals(new Set([history, second, third]).size, 3);
  }));

for (const content of ["", "{", "null", '{"history":1}']) {
  Deno.test(`a mark that says ${JSON.stringify(content)} confirms nothing`, () =>
    withBackup(async (dir, history) => {
      await Deno.writeTextFile(`${dir}/parley.history`, content);
      const renewed = await historyOf(dir);
      assertNotEquals(renewed, history);
      assertEquals(await historyOf(dir), renewed);
    }));
}

Deno.test("a mark that cannot be written stops nobody", () =>
  withBackup(async (dir, history) => {
    await Deno.mkdir(`${dir}/parley.history.new/full`, { recursive: true });
    await within(dir, async (store) => {
      await growTo(store, 7);
      assertEquals((await store.readHistory()).history, history);
    });
    assertEquals(await historyOf(dir), history);
    assertEquals((await readMark(dir)).changes, 5);
  }));

Deno.test("a store beside another leaves the mark and the history alone", () =>
  withBackup(async (dir, history) => {
    await within(dir, async () => {
      const mark = await Deno.readTextFile(`${dir}/parley.history`);
      const second = await openSqliteStore({ dir, driver: "node", sharedAccess: true });
      assertEquals((await second.readHistory()).history, history);
      await growTo(second, 6);
      await second.close();
      assertEquals(await Deno.readTextFile(`${dir}/parley.history`), mark);
    });
    assertEquals(await historyOf(dir), history);
  }));

async function readMark(dir: string): Promise<{ history: string; changes: number }> {
  return JSON.parse(await Deno.readTextFile(`${dir}/parley.history`));
}

Deno.test("a killed process keeps its history, and without its newest log it gets another one", () =>
  withTempDir(async (dir) => {
    const history = await historyOf(dir);
    let marked = 0;
    await killWriter(dir, 200, async () => (marked = (await readMark(dir)).changes) > 100);
    for (const name of ["parley.db", "parley.db-wal"]) {
      await Deno.copyFile(`${dir}/${name}`, `${dir}/killed-${name}`);
    }
    await within(dir, async (store) => {
      const state = await store.readHistory();
      assertEquals(state.history, history);
      assert(state.changes >= marked, `${state.changes} are stored, and ${marked} were told`);
    });

    for (const name of ["parley.db", "parley.db-wal"]) {
      await Deno.rename(`${dir}/killed-${name}`, `${dir}/${name}`);
    }
    // Less than one page of the log: all that was told since the last clean stop is gone.
    await Deno.truncate(`${dir}/parley.db-wal`, 4_000);
    assertNotEquals(await historyOf(dir), history);
  }));
