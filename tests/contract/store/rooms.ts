import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import { account, guests, LOBBY, logOf, notice, room, roomOf, say } from "./fixtures.ts";

export function rooms(test: Test): void {
  test("a new store has one room, the public and empty lobby", async ({ store }) => {
    const [lobby, ...others] = await store.listRooms();
    const { createdAt, ...rest } = lobby!;
    assertEquals(rest, {
      id: "lobby",
      name: "Lobby",
      kind: "public",
      seq: 0,
      rev: 0,
      members: [],
    });
    assertEquals(Math.abs(Date.now() - createdAt) < 600_000, true);
    assertEquals(others, []);
  });

  test("createRoom() makes its owner the first member and tells it", async ({ store }) => {
    await guests(store, "ann");
    const created = notice("created", "ann", "n1", "den");
    assertEquals(await store.createRoom(room("den"), created), true);
    assertEquals(await store.createRoom(room("hall")), true);
    assertEquals(await roomOf(store, "den"), {
      ...room("den"),
      seq: 1,
      rev: 1,
      members: [{ account: "ann", role: "owner" }],
    });
    assertEquals(await roomOf(store, "hall"), { ...room("hall"), seq: 0, rev: 0, members: [] });
    assertEquals(await logOf(store, "den"), [
      { ...created, seq: 1, rev: 1, name: account("ann").name },
    ]);
  });

  test("createRoom() with a taken id says so and changes nothing", async ({ store }) => {
    await guests(store, "ann", "bob");
    await store.createRoom(room("den"), notice("created", "ann", "n1", "den"));
    const before = await roomOf(store, "den");
    const again = { ...room("den"), name: "Mine now" };
    assertEquals(await store.createRoom(again, notice("created", "bob", "n1", "den")), false);
    assertEquals(await roomOf(store, "den"), before);
    assertEquals((await logOf(store, "den")).length, 1);
  });

  test("members come and go once, and the room is told each time", async ({ store }) => {
    await guests(store, "ann", "bob");
    const steps = await Promise.all([
      store.addMember("member", notice("joined", "ann", "n1")),
      store.addMember("owner", notice("joined", "ann", "n2")),
      store.removeMember(notice("left", "bob", "n1")),
      store.addMember("owner", notice("joined", "bob", "n2")),
      store.removeMember(notice("left", "ann", "n3")),
      store.removeMember(notice("left", "ann", "n4")),
      store.addMember("member", notice("joined", "ann", "n5")),
    ]);
    assertEquals(steps, [
      { seq: 1, rev: 1 },
      undefined,
      undefined,
      { seq: 2, rev: 2 },
      { seq: 3, rev: 3 },
      undefined,
      { seq: 4, rev: 4 },
    ]);
    const members = (await roomOf(store))!.members.toSorted((a, b) =>
      a.account < b.account ? -1 : 1
    );
    assertEquals(members, [
      { account: "ann", role: "member" },
      { account: "bob", role: "owner" },
    ]);
    assertEquals((await logOf(store)).map(({ content, event }) => [content, event?.kind]), [
      ["ann joined", "joined"],
      ["bob joined", "joined"],
      ["ann left", "left"],
      ["ann joined", "joined"],
    ]);
  });

  test("a membership whose notice cannot be stored does not change", async ({ store }) => {
    await guests(store, "ann", "bob");
    await store.appendMessage(say("ann", "used"));
    await store.addMember("member", notice("joined", "bob", "used"));
    const results = await Promise.allSettled([
      store.addMember("member", notice("joined", "ann", "used")),
      store.removeMember(notice("left", "bob", "used")),
      store.createRoom(room("den"), notice("created", "ann", "used", "den")),
      store.addMember("member", notice("joined", "ann", "n1", "nowhere")),
    ]);
    for (const result of results) {
      assertEquals(result.status === "rejected" && result.reason instanceof StoreError, true);
    }
    assertEquals((await roomOf(store))!.members, [{ account: "bob", role: "member" }]);
    assertEquals((await roomOf(store))!.seq, 2);
    assertEquals(await roomOf(store, "den"), undefined);
  });

  test("nobody becomes a member of a room that does not exist", async ({ store }) => {
    await guests(store, "ann");
    const join = () => store.addMember("member", notice("joined", "ann", "n1", "nowhere"));
    await assertRejects(join, StoreError);
    assertEquals(await store.removeMember(notice("left", "ann", "n1", "nowhere")), undefined);
    assertEquals((await store.listRooms()).map(({ id }) => id), [LOBBY]);
  });
}
