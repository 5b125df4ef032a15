import type { NoticeEvent } from "../../../../../lib/protocol/model.ts";
import { closeWriter } from "../../../../../lib/store/sqlite/connection.ts";
import type { Database } from "../../../../../lib/store/sqlite/driver/driver.ts";
import { loadNodeSqlite } from "../../../../../lib/store/sqlite/driver/node_sqlite.ts";
import { migrate, readPragma } from "../../../../../lib/store/sqlite/schema/migrate.ts";
import { migrations } from "../../../../../lib/store/sqlite/schema/migrations.ts";
import { openSqliteStore } from "../../../../../lib/store/sqlite/store.ts";
import type { Account } from "../../../../../lib/store/store.ts";
import { assertEquals, assertMatch, assertNotEquals } from "../../../../helpers/assert.ts";
import {
  account,
  credentials,
  messageInput,
  notice,
  UNBOUNDED,
  uniqueName,
} from "../../../../contract/store/fixtures.ts";
import { withTempDir } from "../temp_dir.ts";

const driver = await loadNodeSqlite();

/** What the first version of Parley would have left in a folder. */
function leave(dir: string): void {
  const db: Database = driver.open(`${dir}/parley.db`, false);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF");
  migrate(db, migrations.slice(0, 1));
  db.exec(`
    PRAGMA foreign_keys = ON;
    INSERT INTO accounts (id, name, created_at) VALUES ('ann', 'Ann "A" Ärger', 11), ('bob', 'Bob', 12);
    INSERT INTO sessions (hash, account, created_at, expires_at)
    VALUES ('h-ann', 'ann', 100, 9000), ('h-bob', 'bob', 101, 9001), ('h-bob-2', 'bob', 102, 9002);
    INSERT INTO rooms (id, name, kind, seq, rev, created_at)
    VALUES ('den', 'The Den', 'public', 3, 3, 4102444800000);
    INSERT INTO members (room, account, role, since)
    VALUES ('den', 'ann', 'owner', 20), ('den', 'bob', 'member', 21);
    INSERT INTO messages (room, seq, rev, author, id, content, event, at) VALUES
      ('den', 1, 1, 'ann', 'n1', 'Ann "A" Ärger created the room.', '{"kind":"created"}', 20),
      ('den', 2, 2, 'bob', 'n1', 'Bob joined.', '{"kind":"joined"}', 21),
      ('den', 3, 3, 'ann', 'm1', '{"kind":"said"}', NULL, 22);
  `);
  closeWriter(db);
}

function person(id: string, name: string, createdAt: number): Account {
  return { id, name, role: "client", createdAt, disabled: false };
}

Deno.test("a store of the first version opens and keeps everything", () =>
  withTempDir(async (dir) => {
    leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    const ann = person("ann", 'Ann "A" Ärger', 11);
    const bob = person("bob", "Bob", 12);
    assertEquals(await store.findAccounts(["ann", "bob"]), [ann, bob]);

    const [lobby, den] = await store.listRooms();
    assertEquals([lobby?.id, lobby?.members], ["lobby", []]);
    const { activeAt: _, ...known } = den!;
    assertEquals(known, {
      id: "den",
      name: "The Den",
      kind: "public",
      topic: "",
      archived: false,
      slow: 0,
      seq: 3,
      rev: 3,
      createdAt: 4_102_444_800_000,
      members: [
        { account: "ann", name: ann.name, guest: true, role: "owner" },
        { account: "bob", name: "Bob", guest: true, role: "member" },
      ],
      bans: [],
      mutes: [],
    });

    const created: NoticeEvent = {
      kind: "created",
      people: [{ id: "ann", name: ann.name, guest: true }],
      count: 1,
    };
    const joined: NoticeEvent = {
      kind: "joined",
      people: [{ id: "bob", name: "Bob", guest: true }],
      count: 1,
    };
    // Nobody had a user name yet.
    const at = (seq: number) => ({
      room: "den",
      seq,
      rev: seq,
      at: 19 + seq,
      guest: true as const,
    });
    const page = await store.readPage("den", UNBOUNDED);
    assertEquals(page, {
      entries: [
        {
          ...at(1),
          author: "ann",
          name: ann.name,
          id: "n1",
          content: `${ann.name} created the room.`,
          event: created,
        },
        { ...at(2), author: "bob", name: "Bob", id: "n1", content: "Bob joined.", event: joined },
        { ...at(3), author: "ann", name: ann.name, id: "m1", content: '{"kind":"said"}' },
      ],
      more: false,
      rev: 3,
    });
    await store.close();
  }));

Deno.test("sessions of the first version live on, each with an id of its own", () =>
  withTempDir(async (dir) => {
    leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    const found = await store.findSession("h-bob", 9_000);
    const { id, ...session } = found!.session;
    assertMatch(id, /^[0-9a-f]{26}$/);
    assertEquals(session, {
      hash: "h-bob",
      account: "bob",
      kind: "device",
      agent: "",
      createdAt: 101,
      seenAt: 101,
      expiresAt: 9_001,
    });
    assertEquals((await store.findSessionById(id, 9_000))?.session.hash, "h-bob");
    const [newest, other] = await store.listSessions("bob", 0);
    assertNotEquals(newest!.id, other!.id);
    assertEquals(await store.findSession("h-ann", 9_000), undefined);
    await store.close();
  }));

Deno.test("people of the first version go on as they were, and sign up", () =>
  withTempDir(async (dir) => {
    leave(dir);
    const store = await openSqliteStore({ dir, driver: "node" });
    const again = { ...messageInput("ann", "m1", '{"kind":"said"}', "den") };
    const repeated = await store.appendMessage(again);
    const { seq, rev, at } = (await store.findEntry("den", 3))!;
    assertEquals([seq, rev, at], [3, 3, 22]);
    assertEquals(repeated.kind === "repeated" && repeated.entry.seq, 3);
    const next = await store.appendMessage(messageInput("bob", "m1", "hi", "den"));
    assertEquals(next.kind === "stored" && [next.seq, next.rev], [4, 4]);
    assertEquals((await store.deleteMessage("den", 3, 30))[0]?.rev, 5);
    const ids = async (query: string) =>
      (await store.listAccounts({ query, guests: true, limit: 9 })).map(({ id }) => id);
    assertEquals([await ids("BO"), await ids("ann")], [["bob"], ["ann"]]);
    assertEquals(await store.claimAccount("ann", uniqueName("ann"), credentials("ann")), "ok");
    assertEquals((await store.findSession("h-ann", 0))?.account.username, "ann");
    const joined = notice("left", "bob", "n2", "den");
    assertEquals((await store.removeMember("den", "bob", { notice: joined })).kind, "ok");
    await store.createAccount(account("cid"), uniqueName("cid"), credentials("cid"));
    await store.close();

    const db = driver.open(`${dir}/parley.db`, true);
    assertEquals(readPragma(db, "user_version"), migrations.length);
    assertEquals(db.prepare("PRAGMA integrity_check").get()?.integrity_check, "ok");
    db.close();
  }));
