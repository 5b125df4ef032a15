import { openSqliteStore, type SqliteStoreOptions } from "../../../../lib/store/sqlite/store.ts";
import { StoreError } from "../../../../lib/store/store.ts";
import { createGuests, logOf, messageInput } from "../../../contract/store/fixtures.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "../../../helpers/assert.ts";
import { withReadOnly, withSmallDisk } from "../../../helpers/temp_mount.ts";
import { withTempDir } from "./temp_dir.ts";

/** Milliseconds after which nothing may be acknowledged that nobody will find. */
const FALSE_ACK_MS = 1_000;

/** A store with an author, and what it told of its troubles. */
async function openStore(dir: string, options: Partial<SqliteStoreOptions> = {}) {
  const told: (string | undefined)[] = [];
  const onTrouble = (trouble?: StoreError) => void told.push(trouble?.code);
  const store = await openSqliteStore({ dir, driver: "node", onTrouble, ...options });
  return { store, told };
}

/** Says messages until one is refused; gives the code, and those acknowledged later than a second. */
async function postUntilRejected(store: Awaited<ReturnType<typeof openSqliteStore>>) {
  const began = performance.now();
  let late = 0;
  for (let i = 0;; i++) {
    try {
      await store.appendMessage(messageInput("ann", crypto.randomUUID()));
    } catch (error) {
      return { code: (error as StoreError).code, late };
    }
    if (performance.now() - began > FALSE_ACK_MS) late++;
    assert(late < 100, "nothing was noticed");
  }
}

Deno.test("a data folder that is removed is missed within a second, and nothing is acknowledged after", () =>
  withTempDir(async (parent) => {
    const dir = `${parent}/data`;
    const { store, told } = await openStore(dir);
    await createGuests(store, "ann");
    await Deno.remove(dir, { recursive: true });
    assertEquals(await postUntilRejected(store), { code: "replaced", late: 0 });
    const error = await assertRejects(() => store.check(), StoreError);
    assertStringIncludes(error.message, "restart Parley");
    assertEquals(told, ["replaced"]);
    await store.close();
  }));

Deno.test("a data folder that is moved away and back is written to again", () =>
  withTempDir(async (parent) => {
    const dir = `${parent}/data`;
    const { store, told } = await openStore(dir);
    await createGuests(store, "ann");
    await Deno.rename(dir, `${parent}/away`);
    await postUntilRejected(store);
    await Deno.rename(`${parent}/away`, dir);
    while (await store.check().then(() => false, () => true));
    const { kind } = await store.appendMessage(messageInput("ann", "back"));
    assertEquals([kind, told], ["stored", ["replaced", undefined]]);
    const before = (await logOf(store)).length;
    await store.close();
    const again = await openSqliteStore({ dir, driver: "node" });
    assertEquals((await logOf(again)).length, before);
    await again.close();
  }));

Deno.test("who takes a lock that was removed is not written beside, nor robbed of its log", () =>
  withTempDir(async (dir) => {
    const { store: first, told } = await openStore(dir);
    await createGuests(first, "ann");
    await Deno.remove(`${dir}/parley.lock`);
    const { store: second } = await openStore(dir);
    assertEquals(await postUntilRejected(first), { code: "replaced", late: 0 });
    assertEquals(told, ["replaced"]);
    await second.appendMessage(messageInput("ann", "m1"));
    await first.close();
    await second.appendMessage(messageInput("ann", "m2"));
    const ids = (await logOf(second)).map(({ id }) => id).slice(-2);
    assertEquals(ids, ["m1", "m2"]);
    await second.close();
    const { store: third } = await openStore(dir);
    assertEquals((await logOf(third)).map(({ id }) => id).slice(-2), ["m1", "m2"]);
    await third.close();
  }));

Deno.test("a page that was found damaged stops all writing, and the file stays as it is", () =>
  withTempDir(async (dir) => {
    const { store: sound } = await openStore(dir);
    await createGuests(sound, "ann");
    for (let i = 0; i < 50; i++) await sound.appendMessage(messageInput("ann", `m${i}`));
    await sound.close();
    const file = `${dir}/parley.db`;
    await overwritePage(file, "audit");
    const before = await Deno.readFile(file);
    const damaged = Promise.withResolvers<StoreError>();
    const store = await openSqliteStore({
      dir,
      driver: "node",
      integrityCheckDelayMs: 0,
      onTrouble: (trouble) => trouble && damaged.resolve(trouble),
    });
    const { code, message } = await damaged.promise;
    assertEquals(code, "damaged");
    assertStringIncludes(message, "put a backup in its place");
    assertEquals((await assertRejects(() => store.check(), StoreError)).code, "damaged");
    assertEquals((await postUntilRejected(store)).code, "damaged");
    assertEquals((await logOf(store)).length, 50);
    await store.close();
    assertEquals(await Deno.readFile(file), before);
  }));

Deno.test("a sound file is looked through, and nothing is told", () =>
  withTempDir(async (dir) => {
    const { store, told } = await openStore(dir, {
      integrityCheckDelayMs: 0,
      onIntegrityCheckFailed: (error) => told.push(String(error)),
    });
    await createGuests(store, "ann");
    for (let i = 0; i < 50; i++) await store.appendMessage(messageInput("ann", `m${i}`));
    await store.close();
    assertEquals(told, []);
  }));

Deno.test("a file that was cut, and one that is another's, are refused with what to do, untouched", () =>
  withTempDir(async (dir) => {
    const { store } = await openStore(dir);
    await createGuests(store, "ann");
    await store.close();
    const file = `${dir}/parley.db`;
    const whole = await Deno.readFile(file);
    const cut = whole.slice(0, whole.length / 2);
    const foreign = whole.slice().fill(0, 68, 72);
    const cases = {
      damaged: [cut, "put a backup in its place"],
      foreign: [foreign, "Move it away"],
    };
    for (const [code, [bytes, advice]] of Object.entries(cases)) {
      await Deno.writeFile(file, bytes as Uint8Array);
      const error = await assertRejects(() => openStore(dir), StoreError);
      assertEquals(error.code, code);
      assertStringIncludes(error.message, advice as string);
      assertEquals(await Deno.readFile(file), bytes as Uint8Array);
    }
  }));

Deno.test("a folder that cannot be written is refused in a sentence that says what to do", () =>
  withTempDir(async (dir) => {
    await openStore(dir).then(({ store }) => store.close());
    const refused = async (folder: string) => {
      const error = await assertRejects(() => openStore(folder), StoreError);
      assertEquals(error.code, "unusable");
      assertStringIncludes(error.message, "or set DATA_DIR to another folder.");
    };
    await refused(`${dir}/parley.db`);
    await withReadOnly(dir, refused);
  }));

Deno.test("a full disk is told once, and once that there is room again", async () => {
  await withSmallDisk(4, async (disk) => {
    const { store, told } = await openStore(`${disk}/data`);
    await createGuests(store, "ann");
    await store.check();
    const filler = `${disk}/filler`;
    const space = await Deno.open(filler, { create: true, write: true });
    try {
      for (;;) await space.write(new Uint8Array(4_096).fill(1));
    } catch {
      space.close();
    }
    const codes = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const large = { ...messageInput("ann", `f${i}`), content: "x".repeat(4_000) };
      await store.appendMessage(large).catch(({ code }) => codes.add(code));
    }
    assertEquals([[...codes], told], [["unwritable"], ["unwritable"]]);
    assertEquals((await assertRejects(() => store.check(), StoreError)).code, "unwritable");
    await Deno.remove(filler);
    await store.check();
    assertEquals((await store.appendMessage(messageInput("ann", "room"))).kind, "stored");
    assertEquals(told, ["unwritable", undefined]);
    await store.close();
  });
});

/** Overwrites the first page of a table, as a disk that rots does. */
async function overwritePage(file: string, table: string): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(table);
  const size = db.prepare("PRAGMA page_size").get();
  db.close();
  using handle = await Deno.open(file, { write: true });
  const bytes = Number(size!.page_size);
  await handle.seek((Number(row!.rootpage) - 1) * bytes, Deno.SeekMode.Start);
  await handle.write(new Uint8Array(bytes).fill(0x5a));
}
