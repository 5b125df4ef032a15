import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  contentsOf,
  createAccounts,
  createGuests,
  createRoomWith,
  LOBBY,
  logOf,
  membersOf,
  messageInput,
  moderationRecord,
  notice,
  POSTED_AT,
  room,
  roomOf,
} from "./fixtures.ts";

export function rooms(test: StoreContractTest): void {
  test("a new store has one room, the public and empty lobby", async ({ store }) => {
    const [lobby, ...others] = await store.listRooms();
    const { createdAt, activeAt, ...rest } = lobby!;
    assertEquals(rest, {
      id: "lobby",
      name: "Lobby",
      kind: "public",
      topic: "",
      archived: false,
      slow: 0,
      seq: 0,
      rev: 0,
      members: [],
      bans: [],
      mutes: [],
    });
    assertEquals(Math.abs(Date.now() - createdAt) < 600_000, true);
    assertEquals(activeAt, createdAt);
    assertEquals(others, []);
  });

  test("createRoom() makes a room with its members, and tells it", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    const den = { ...room("den"), topic: "Rest", archived: true, slow: 30 };
    const members = [
      { account: "ann", role: "owner" as const },
      { account: "bob", role: "member" as const },
    ];
    const created = notice("created", "ann", "n1", "den");
    const entry = {
      ...created,
      content: "Name of ann created the room.",
      seq: 1,
      rev: 1,
      name: account("ann").name,
    };
    assertEquals(await store.createRoom(den, members, created), { kind: "ok", entries: [entry] });
    assertEquals(await store.createRoom(room("hall"), []), { kind: "ok", entries: [] });
    assertEquals(await roomOf(store, "den"), {
      ...den,
      seq: 1,
      rev: 1,
      activeAt: POSTED_AT,
      members: [
        { account: "ann", name: "Name of ann", role: "owner" },
        { account: "bob", name: "Name of bob", role: "member" },
      ],
      bans: [],
      mutes: [],
    });
    assertEquals(await logOf(store, "den"), [entry]);
    assertEquals((await roomOf(store, "hall"))?.seq, 0);
  });

  test("createRoom() with a taken id says so and changes nothing", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    const before = await roomOf(store, "den");
    const again = { ...room("den"), name: "Mine now" };
    const results = await Promise.all([
      store.createRoom(
        again,
        [{ account: "bob", role: "owner" }],
        notice("created", "bob", "n1", "den"),
      ),
      store.createRoom(room("hall"), []),
      store.createRoom(room("hall"), []),
    ]);
    assertEquals(results.map(({ kind }) => kind), ["taken", "ok", "taken"]);
    assertEquals(await roomOf(store, "den"), before);
    assertEquals(await logOf(store, "den"), []);
  });

  test("updateRoom() changes what is named, tells it and logs it", async ({ store }) => {
    await createGuests(store, "ann");
    await createRoomWith(store, "den", "ann");
    const before = (await roomOf(store, "den"))!;
    const topic = moderationRecord("topic", "ann", "ann", "den");
    topic.notice.event.value = "Quiet, please";
    const result = await store.updateRoom("den", { topic: "Quiet, please" }, topic);
    const entries = await logOf(store, "den");
    assertEquals(result, { kind: "ok", entries });
    assertEquals(entries[0]?.content, "Name of ann set the topic: Quiet, please");
    const changed = { ...before, topic: "Quiet, please", seq: 1, rev: 1, activeAt: POSTED_AT };
    assertEquals(await roomOf(store, "den"), changed);

    await store.updateRoom(
      "den",
      { name: "Nook", topic: "", archived: true, slow: 5 },
      moderationRecord("renamed", "ann", "ann", "den"),
    );
    const all = {
      name: "Nook",
      topic: "",
      archived: true,
      slow: 5,
      seq: 2,
      rev: 2,
      activeAt: POSTED_AT,
    };
    assertEquals(await roomOf(store, "den"), { ...before, ...all });
    await store.updateRoom(
      "den",
      { archived: false },
      moderationRecord("restored", "ann", "ann", "den"),
    );
    assertEquals((await roomOf(store, "den"))?.archived, false);
    assertEquals((await store.readAudit(9)).map(({ action, room }) => [action, room]), [
      ["restored", "den"],
      ["renamed", "den"],
      ["topic", "den"],
    ]);
  });

  test("a room that does not exist is not changed", async ({ store }) => {
    await createGuests(store, "ann");
    const to = (kind: Parameters<typeof moderationRecord>[0]) =>
      moderationRecord(kind, "ann", "ann", "nowhere");
    const results = await Promise.all([
      store.updateRoom("nowhere", { name: "X" }, to("renamed")),
      store.removeMember("nowhere", "ann", to("removed")),
      store.removeMember("nowhere", "ann", to("banned"), true),
      store.liftBan("nowhere", "ann", to("unbanned")),
      store.setMemberRole("nowhere", "ann", "owner", to("promoted")),
      store.muteMember("nowhere", "ann", 9_000, to("muted")),
    ]);
    assertEquals(results.filter(({ kind }) => kind !== "absent"), []);
    const join = () => store.addMember("member", notice("joined", "ann", "n1", "nowhere"));
    await assertRejects(join, StoreError);
    assertEquals((await store.listRooms()).map(({ id }) => id), [LOBBY]);
    assertEquals(await store.readAudit(9), []);
  });

  test("an act whose notice cannot be stored does not happen", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    await createRoomWith(store, "den", "ann", "bob");
    await store.appendMessage(messageInput("ann", "used", "hello", "den"));
    const before = await roomOf(store, "den");
    const used = {
      notice: notice("removed", "ann", "used", "den"),
      audit: moderationRecord("removed", "ann", "bob", "den").audit!,
    };
    const results = await Promise.allSettled([
      store.updateRoom("den", { name: "X" }, used),
      store.removeMember("den", "bob", used),
      store.removeMember("den", "bob", used, true),
      store.setMemberRole("den", "bob", "owner", used),
      store.muteMember("den", "bob", 9_000, used),
      store.addMember("member", notice("joined", "ann", "used")),
      store.createRoom(room("hall"), [], notice("created", "ann", "used", "hall")),
      store.deleteMessage("den", 1, 1, used),
      store.removeMember("den", "bob", { notice: notice("left", "nobody", "n1", "den") }),
    ]);
    for (const result of results) {
      assertEquals(result.status === "rejected" && result.reason instanceof StoreError, true);
    }
    assertEquals(await roomOf(store, "den"), before);
    assertEquals(await membersOf(store), []);
    assertEquals(await contentsOf(store, "den"), ["hello"]);
    assertEquals(await roomOf(store, "hall"), undefined);
    assertEquals(await store.readAudit(9), []);
  });
}
