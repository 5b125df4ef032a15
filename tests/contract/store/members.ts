import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  contentsOf,
  createAccounts,
  createGuests,
  createRoomWith,
  logOf,
  membersOf,
  MINUTE_MS,
  moderationRecord,
  notice,
  POSTED_AT,
} from "./fixtures.ts";

export function members(test: StoreContractTest): void {
  test("members come and go once, and the room is told each time", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    const steps = await Promise.all([
      store.addMember("member", notice("joined", "ann", "n1")),
      store.addMember("owner", notice("joined", "ann", "n2")),
      store.removeMember("lobby", "bob", { notice: notice("left", "bob", "n1") }),
      store.removeMember("lobby", "ann", { notice: notice("left", "ann", "n3") }),
      store.removeMember("lobby", "ann", { notice: notice("left", "ann", "n4") }),
      store.addMember("member", notice("joined", "ann", "n5")),
    ]);
    const results = steps.map((step) =>
      step.kind === "ok" ? step.entries.map(({ seq, rev, content }) => [seq, rev, content]) : []
    );
    assertEquals(results, [
      [[1, 1, "Name of ann joined."]],
      [],
      [],
      [[2, 2, "Name of ann left."]],
      [],
      [[3, 3, "Name of ann joined."]],
    ]);
    assertEquals(steps.filter(({ kind }) => kind !== "ok"), [
      { kind: "absent" },
      { kind: "absent" },
      { kind: "absent" },
    ]);
    assertEquals(await membersOf(store), [["ann", "member"]]);
    assertEquals(
      await logOf(store),
      steps.flatMap((step) => step.kind === "ok" ? step.entries : []),
    );
  });

  test("who joins first is told first, also when ids sort otherwise", async ({ store }) => {
    await createGuests(store, "zoe", "ann");
    await store.addMember("member", notice("joined", "zoe", "n1"));
    const later = notice("joined", "ann", "n1", "lobby", { at: POSTED_AT + MINUTE_MS });
    await store.addMember("member", later);
    const [lobby] = await store.listRooms();
    assertEquals(lobby!.members.map(({ account }) => account), ["zoe", "ann"]);
  });

  test("setMemberRole() makes owners and members, and logs it", async ({ store }) => {
    await createAccounts(store, "ann", "bob", "cid");
    await createRoomWith(store, "den", "ann", "bob");
    const set = (id: string, role: "owner" | "member", kind: "promoted" | "demoted") =>
      store.setMemberRole("den", id, role, moderationRecord(kind, "ann", id, "den"));
    const entries = (await set("bob", "owner", "promoted")) as { entries: unknown[] };
    assertEquals(entries.entries, await logOf(store, "den"));
    assertEquals(await set("cid", "owner", "promoted"), { kind: "absent" });
    assertEquals(await set("bob", "owner", "promoted"), { kind: "ok", entries: [] });
    await set("ann", "member", "demoted");
    assertEquals(await membersOf(store, "den"), [["ann", "member"], ["bob", "owner"]]);
    assertEquals(await contentsOf(store, "den"), [
      "Name of ann made Name of bob an owner.",
      "Name of ann made Name of ann a member.",
    ]);
    assertEquals((await store.readAudit(9)).map(({ action, target }) => [action, target]), [
      ["demoted", "ann"],
      ["promoted", "bob"],
    ]);
  });

  test("the last owner does not leave, and is not demoted", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann", "bob");
    const results = await Promise.all([
      store.removeMember("den", "ann", { notice: notice("left", "ann", "n1", "den") }),
      store.removeMember("den", "ann", moderationRecord("removed", "bob", "ann", "den")),
      store.removeMember("den", "ann", moderationRecord("banned", "bob", "ann", "den"), true),
      store.setMemberRole("den", "ann", "member", moderationRecord("demoted", "ann", "ann", "den")),
    ]);
    assertEquals(results.map(({ kind }) => kind), [
      "last_owner",
      "last_owner",
      "last_owner",
      "last_owner",
    ]);
    assertEquals(await membersOf(store, "den"), [["ann", "owner"], ["bob", "member"]]);
    assertEquals(await store.listBans("den"), []);
    assertEquals(await logOf(store, "den"), []);
    assertEquals(await store.readAudit(9), []);
  });

  test("of two last owners who leave at once, one stays", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    await store.addMember("owner", notice("joined", "bob", "n1", "den"));
    const left = await Promise.all(
      ["bob", "ann"].map((id) =>
        store.removeMember("den", id, { notice: notice("left", id, "n2", "den") })
      ),
    );
    assertEquals(left.map(({ kind }) => kind), ["ok", "last_owner"]);
    assertEquals(await membersOf(store, "den"), [["ann", "owner"]]);
  });

  test("of two owners who demote each other at once, one stays", async ({ store }) => {
    await createAccounts(store, "ann", "bob");
    await createRoomWith(store, "den", "ann");
    await store.addMember("owner", notice("joined", "bob", "n1", "den"));
    const demoted = await Promise.all([
      store.setMemberRole("den", "bob", "member", moderationRecord("demoted", "ann", "bob", "den")),
      store.setMemberRole("den", "ann", "member", moderationRecord("demoted", "bob", "ann", "den")),
    ]);
    assertEquals(demoted.map(({ kind }) => kind), ["ok", "last_owner"]);
    assertEquals(await membersOf(store, "den"), [["ann", "owner"], ["bob", "member"]]);
  });

  test("anyone leaves a room that has no owner", async ({ store }) => {
    await createGuests(store, "ann");
    await store.addMember("member", notice("joined", "ann", "n1"));
    const left = { notice: notice("left", "ann", "n2") };
    assertEquals((await store.removeMember("lobby", "ann", left)).kind, "ok");
    assertEquals(await membersOf(store), []);
  });
}
