import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  contentsOf,
  createGuests,
  createRoomWith,
  logOf,
  membersOf,
  MINUTE_MS,
  moderationRecord,
  notice,
  POSTED_AT,
  roomOf,
} from "./fixtures.ts";

/** Removing, banning and muting. */
export function moderation(test: StoreContractTest): void {
  test("who is removed may come back, who is banned may not", async ({ store }) => {
    await createGuests(store, "mod", "ann", "bob");
    await createRoomWith(store, "den", "mod", "ann", "bob");
    await store.removeMember("den", "ann", moderationRecord("removed", "mod", "ann", "den"));
    const banned = await store.removeMember(
      "den",
      "bob",
      moderationRecord("banned", "mod", "bob", "den"),
      true,
    );
    assertEquals(await membersOf(store, "den"), [["mod", "owner"]]);
    assertEquals((await roomOf(store, "den"))?.bans, ["bob"]);
    assertEquals(banned, { kind: "ok", entries: (await logOf(store, "den")).slice(1) });
    const join = (id: string) => store.addMember("member", notice("joined", id, "n9", "den"));
    assertEquals((await join("ann")).kind, "ok");
    assertEquals(await join("bob"), { kind: "absent" });
    assertEquals(await contentsOf(store, "den"), [
      "Name of mod removed Name of ann.",
      "Name of mod banned Name of bob.",
      "Name of ann joined.",
    ]);
    assertEquals((await store.readAudit(9)).map(({ action, target }) => [action, target]), [
      ["banned", "bob"],
      ["removed", "ann"],
    ]);
  });

  test("a ban is set once and lifted once, member or not", async ({ store, reopen }) => {
    await createGuests(store, "mod", "ann");
    await createRoomWith(store, "den", "mod");
    const ban = () =>
      store.removeMember("den", "ann", moderationRecord("banned", "mod", "ann", "den"), true);
    const lift = () =>
      store.liftBan("den", "ann", moderationRecord("unbanned", "mod", "ann", "den"));
    const kinds = await Promise.all([lift(), ban(), ban(), lift(), lift(), ban()]);
    assertEquals(kinds.map(({ kind }) => kind), ["absent", "ok", "absent", "ok", "absent", "ok"]);
    const reopened = await reopen();
    assertEquals((await roomOf(reopened, "den"))?.bans, ["ann"]);
    assertEquals(await contentsOf(reopened, "den"), [
      "Name of mod banned Name of ann.",
      "Name of mod lifted the ban of Name of ann.",
      "Name of mod banned Name of ann.",
    ]);
    assertEquals((await reopened.readAudit(9)).length, 3);
  });

  test("who joins and is banned at once is not a member", async ({ store }) => {
    await createGuests(store, "mod", "ann");
    await createRoomWith(store, "den", "mod");
    const join = () => store.addMember("member", notice("joined", "ann", "n1", "den"));
    await Promise.all([
      join(),
      store.removeMember("den", "ann", moderationRecord("banned", "mod", "ann", "den"), true),
      join(),
    ]);
    assertEquals(await membersOf(store, "den"), [["mod", "owner"]]);
  });

  test("muteMember() keeps the newest time until it is ended", async ({ store }) => {
    await createGuests(store, "mod", "ann", "bob");
    await createRoomWith(store, "den", "mod", "ann");
    const mute = (id: string, until: number) =>
      store.muteMember(
        "den",
        id,
        until,
        moderationRecord(until ? "muted" : "unmuted", "mod", id, "den"),
      );
    const mutes = async () => (await roomOf(store, "den"))?.mutes;
    assertEquals(await mute("bob", POSTED_AT + MINUTE_MS), { kind: "absent" });
    assertEquals(await mute("ann", 0), { kind: "absent" });
    assertEquals((await mute("ann", POSTED_AT + MINUTE_MS)).kind, "ok");
    assertEquals((await mute("ann", POSTED_AT + 2 * MINUTE_MS)).kind, "ok");
    assertEquals(await mutes(), [{ account: "ann", until: POSTED_AT + 2 * MINUTE_MS }]);
    assertEquals((await mute("ann", 0)).kind, "ok");
    assertEquals(await mute("ann", 0), { kind: "absent" });
    assertEquals(await mutes(), []);
    assertEquals((await logOf(store, "den")).map(({ event }) => event?.kind), [
      "muted",
      "muted",
      "unmuted",
    ]);
    assertEquals((await store.readAudit(9)).length, 3);
  });

  test("nobody ends a mute by leaving, and one that is over is swept", async ({ store }) => {
    await createGuests(store, "mod", "ann");
    await createRoomWith(store, "den", "mod", "ann");
    const until = POSTED_AT + MINUTE_MS;
    await store.muteMember("den", "ann", until, moderationRecord("muted", "mod", "ann", "den"));
    await store.removeMember("den", "ann", { notice: notice("left", "ann", "n1", "den") });
    await store.addMember("member", notice("joined", "ann", "n2", "den"));
    await store.sweep(until - 1);
    assertEquals((await roomOf(store, "den"))?.mutes, [{ account: "ann", until }]);
    const late = moderationRecord("unmuted", "mod", "ann", "den");
    late.notice.at = until;
    assertEquals(await store.muteMember("den", "ann", 0, late), { kind: "absent" });
    await store.sweep(until);
    assertEquals((await roomOf(store, "den"))?.mutes, []);
  });
}
