import { closeWriter, openReader } from "../../../../../lib/store/sqlite/connection.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { migrate, readPragma } from "../../../../../lib/store/sqlite/schema/migrate.ts";
import { migrations } from "../../../../../lib/store/sqlite/schema/migrations.ts";
import { openSqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import {
  auditEntry,
  LOBBY,
  logOf,
  messageInput,
  POSTED_AT,
  UNBOUNDED,
} from "../../../../contract/store/fixtures.ts";
import { edit, pin, postMessages, reaction } from "../../../../contract/store/message_fixtures.ts";
import { assertEquals, assertStringIncludes } from "../../../../helpers/assert.ts";
import { withTempDir } from "../temp_dir.ts";

const driver = await loadNodeSqlite();

/** What the second version of Parley would have left in a folder. */
function leave(dir: string): void {
  const db = driver.open(`${dir}/parley.db`, false);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF");
  migrate(db, migrations.slice(0, 2));
  db.exec(`
    PRAGMA foreign_keys = ON;
    INSERT INTO accounts (id, name, username, username_key, name_key, words, password, created_at)
    VALUES ('ann', 'Ann', 'ann', 'ann', 'ann', ' ann', 'hash', 11),
      ('bob', 'Bob', NULL, NULL, 'bob', ' bob', NULL, 12);
    INSERT INTO rooms (id, name, kind, topic, archived, slow, seq, rev, created_at)
    VALUES ('den', 'The Den', 'private', 'Tea', 1, 30, 4, 6, 4102444800000);
    INSERT INTO members (room, account, role, since)
    VALUES ('den', 'ann', 'owner', 20), ('lobby', 'bob', 'member', 21);
    INSERT INTO bans VALUES ('den', 'bob');
    INSERT INTO messages (room, seq, rev, author, id, content, event, at, deleted_at) VALUES
      ('den', 1, 1, 'ann', 'n1', 'Ann created the room.',
        '{"kind":"created","people":[{"id":"ann","name":"Ann"}],"count":1}', 20, NULL),
      ('den', 2, 5, 'ann', 'm1', '', NULL, 22, 25),
      ('den', 3, 3, 'bob', 'm1', '[1] "two"', NULL, 23, NULL),
      ('den', 4, 6, 'ann', 'n2', 'Ann banned Bob.',
        '{"kind":"banned","people":[{"id":"bob","name":"Bob"}],"count":1}', 24, NULL);
  `);
  closeWriter(db);
}

Deno.test("a store of the second version opens and keeps everything", () =>
  withTempDir(async (dir) => {
    leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    const [, den] = await store.listRooms();
    const { activeAt: _, ...known } = den!;
    assertEquals(known, {
      id: "den",
      name: "The Den",
      kind: "private",
      topic: "Tea",
      archived: true,
      slow: 30,
      seq: 4,
      rev: 6,
      createdAt: 4_102_444_800_000,
      members: [{ account: "ann", name: "Ann", role: "owner" }],
      bans: ["bob"],
      mutes: [],
    });
    const entry = (seq: number, rev: number, id: string, author: "ann" | "bob") => {
      const name = author === "ann" ? "Ann" : "Bob";
      const guest = author === "bob" ? { guest: true as const } : {};
      return { room: "den", seq, rev, id, author, name, ...guest, at: [20, 22, 23, 24][seq - 1]! };
    };
    const event = (kind: "created" | "banned", id: string, name: string) => ({
      kind,
      people: [{ id, name, ...(id === "bob" ? { guest: true as const } : {}) }],
      count: 1,
    });
    assertEquals(await logOf(store, "den"), [
      {
        ...entry(1, 1, "n1", "ann"),
        content: "Ann created the room.",
        event: event("created", "ann", "Ann"),
      },
      { ...entry(2, 5, "m1", "ann"), content: "", deleted: true },
      { ...entry(3, 3, "m1", "bob"), content: '[1] "two"' },
      {
        ...entry(4, 6, "n2", "ann"),
        content: "Ann banned Bob.",
        event: event("banned", "bob", "Bob"),
      },
    ]);
    const credentials = await store.findCredentials("ann");
    assertEquals([credentials?.account.name, credentials?.password], ["Ann", "hash"]);
    await store.close();
  }));

Deno.test("nothing of the second version is unread, and its messages go on", () =>
  withTempDir(async (dir) => {
    leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    const read = { read: 4, unread: 0, mentions: 0, level: "mentions" as const };
    assertEquals((await store.readStates("ann", ["den"])).get("den"), read);
    const [edited] = await store.editMessage("den", 3, edit("three", { mentions: ["ann"] }));
    assertEquals([edited?.rev, edited?.content], [7, "three"]);
    const reply = await store.appendMessage({
      ...messageInput("bob", "m2", "m2", "den"),
      thread: 3,
      reply: 3,
    });
    assertEquals(reply.kind === "stored" && [reply.seq, reply.rev, reply.also?.[0]?.rev], [
      5,
      8,
      9,
    ]);
    assertEquals((await store.react("den", 3, reaction("ann"))).length, 1);
    assertEquals((await store.pinMessage("den", 3, pin())).length, 1);
    assertEquals(await store.setBookmark("ann", "den", 3, { on: true, at: POSTED_AT }), true);
    await store.appendMessage(messageInput("bob", "m3", "m3", "den"));
    assertEquals((await store.markRead("ann", "den", 4)).unread, 1);
    await store.deleteMessage("den", 3, 9_000);
    await store.deleteAccount("bob", auditEntry("deleted"));
    await store.close();

    const db = driver.open(`${dir}/parley.db`, true);
    assertEquals(readPragma(db, "user_version"), migrations.length);
    assertEquals(db.prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
    assertEquals(db.prepare("PRAGMA foreign_key_check").all(), []);
    db.close();
  }));

Deno.test("what was deleted is in no table", () =>
  withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    await postMessages(store, ["ann", "bob"], "secret words");
    await store.addMember("member", {
      room: LOBBY,
      author: "bob",
      id: "n1",
      at: POSTED_AT,
      event: { kind: "joined", people: [{ id: "bob", name: "Bob" }], count: 1 },
    });
    await store.appendMessage({ ...messageInput("bob", "m2"), reply: 1, thread: 1 });
    await store.editMessage(LOBBY, 1, edit("other secret words"));
    await store.react(LOBBY, 1, reaction("bob"));
    await store.setBookmark("bob", LOBBY, 1, { on: true, at: POSTED_AT });
    await store.setNotificationLevel("bob", LOBBY, "none");
    await store.markRead("bob", LOBBY, 3);
    await store.markRead("bob", LOBBY, 3, 1);
    const db = openReader(driver, `${dir}/parley.db`);
    const rows = (table: string) => db.prepare(`SELECT * FROM ${table}`).all();
    const ofMessages = ["edits", "reactions", "saved"];
    const ofAccounts = ["reads", "thread_reads", "levels"];
    const counts = (tables: string[]) => tables.map((table) => rows(table).length);
    assertEquals(counts([...ofMessages, ...ofAccounts]), [1, 1, 1, 1, 1, 1]);
    await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals(counts([...ofMessages, ...ofAccounts]), [0, 0, 0, 1, 1, 1]);
    const left = db.prepare("SELECT content, quote FROM messages WHERE event IS NULL").all();
    assertEquals(left.map(({ content }) => content), ["", "m2"]);
    assertEquals(JSON.stringify(left).includes("secret"), false);
    await store.deleteAccount("bob", auditEntry("deleted"));
    assertEquals(counts(ofAccounts), [0, 0, 0]);
    db.close();
    await store.close();
  }));

Deno.test("counting what is unread looks at no message", () =>
  withTempDir(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "node" });
    await postMessages(store, ["ann"], "one");
    await store.readPage(LOBBY, UNBOUNDED);
    await store.close();
    const db = driver.open(`${dir}/parley.db`, true);
    const plan = (where: string) =>
      db.prepare<{ detail: string }>(`
        EXPLAIN QUERY PLAN SELECT 1 FROM messages
        WHERE room = 'lobby' AND seq > 0 AND author <> 'ann' AND thread IS NULL AND ${where}`)
        .all().map(({ detail }) => detail).join();
    const counted = plan("event IS NULL AND deleted_at IS NULL");
    assertStringIncludes(counted, "USING COVERING INDEX messages_to_read (room=? AND seq>?)");
    const called = plan("mentions IS NOT NULL AND instr(mentions, 'x') > 0");
    assertStringIncludes(called, "USING COVERING INDEX messages_that_mention (room=? AND seq>?)");
    db.close();
  }));
