import type { Account, Store } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  auditEntry,
  createAccounts,
  createGuests,
  moderationRecord,
  notice,
  room,
  session,
} from "./fixtures.ts";

type Options = Partial<Parameters<Store["listAccounts"]>[0]>;

/** Creates accounts by id and name; those whose id begins with `g` are guests. */
async function createNamed(store: Store, names: Record<string, string>): Promise<void> {
  for (const [id, name] of Object.entries(names)) {
    const named = { name, key: `key-${id}` };
    if (id.startsWith("g")) await store.createGuest(account(id), named, session(id));
    else {
      const credentials = { username: `user.${id}`, key: `user-${id}`, password: "p" };
      await store.createAccount(account(id), named, credentials);
    }
  }
}

/** All pages of a list, each asked for after the last of the one before. */
async function allPages<T extends Account>(
  page: (after?: { name: string; id: string }) => Promise<T[]>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let found = await page(); found.length > 0; found = await page(found.at(-1))) {
    ids.push(...found.map(({ id }) => id));
    assert(ids.length <= 100, "the pages have no end");
  }
  return ids;
}

export function accountLists(test: StoreContractTest): void {
  test("listAccounts() is by name, and tells guests from others", async ({ store }) => {
    await createNamed(store, { a: "bob", b: "Zoe", c: "Ann", d: "Bob", g: "carl" });
    const ids = async (options: Options) =>
      (await store.listAccounts({ guests: true, limit: 9, ...options })).map(({ id }) => id);
    assertEquals(await ids({}), ["c", "a", "d", "g", "b"]);
    assertEquals(await ids({ guests: false }), ["c", "a", "d", "b"]);
    assertEquals(await ids({ limit: 2 }), ["c", "a"]);
    await store.setDisabled("a", true, auditEntry("disabled"));
    assertEquals(await ids({}), ["c", "a", "d", "g", "b"]);
    await store.deleteAccount("c", auditEntry("deleted"));
    await store.deleteAccount("g", auditEntry("deleted"));
    assertEquals(await ids({}), ["a", "d", "b"]);
  });

  test("listAccounts() finds the beginning of any word, and of the user name", async ({ store }) => {
    await createNamed(store, { a: "Ann Marie Smith", b: "Smithers", c: "100% Émile", d: "Bo_b" });
    const ids = async (query: string) =>
      (await store.listAccounts({ query, guests: true, limit: 9 })).map(({ id }) => id);
    assertEquals(await ids("smith"), ["a", "b"]);
    assertEquals(await ids("MARIE s"), ["a"]);
    assertEquals(await ids("mith"), []);
    assertEquals(await ids("user.D"), ["d"]);
    assertEquals(await ids("smith user"), []);
    assertEquals(await ids("ÉMI"), ["c"]);
    assertEquals(await ids("100%"), ["c"]);
    assertEquals(await ids("%"), []);
    assertEquals(await ids("bo_"), ["d"]);
    assertEquals(await ids("b__"), []);
    assertEquals(await ids("\\"), []);
    assertEquals(await ids(" ann "), ["a"]);
    assertEquals((await ids("")).length, 4);
    await store.renameAccount("a", { name: "Eve", key: "eve" });
    assertEquals(await ids("smith"), ["b"]);
    assertEquals(await ids("eve"), ["a"]);
    assertEquals(await ids("user.a"), ["a"]);
  });

  test("pages of accounts have no hole and no repeat", async ({ store }) => {
    const ids = Array.from({ length: 25 }, (_, i) => `${i % 3 === 0 ? "g" : "u"}${i}`);
    const names = ["Ann", "ann", "ANN", "Bob", "bob b", "émile"];
    await createNamed(
      store,
      Object.fromEntries(ids.map((id, i) => [id, names[i % names.length]!])),
    );
    for (const options of [{ guests: true }, { guests: false }, { guests: true, query: "b" }]) {
      const all = await store.listAccounts({ ...options, limit: 100 });
      for (const limit of [1, 4, 7]) {
        const paged = await allPages((after) =>
          store.listAccounts({ ...options, limit, ...(after ? { after } : {}) })
        );
        assertEquals(paged, all.map(({ id }) => id));
      }
    }
  });

  test("listMembers() lists those of one room, with their roles, in pages", async ({ store }) => {
    await createNamed(store, { a: "bob", b: "Zoe", c: "Ann", g: "Bob", d: "Dan" });
    await store.createRoom(room("den"), [
      { account: "b", role: "owner" },
      { account: "a", role: "member" },
      { account: "g", role: "member" },
      { account: "c", role: "owner" },
    ]);
    await store.addMember("member", notice("joined", "d", "n1"));
    const members = await store.listMembers("den", { limit: 9 });
    assertEquals(members.map(({ id, roomRole }) => [id, roomRole]), [
      ["c", "owner"],
      ["a", "member"],
      ["g", "member"],
      ["b", "owner"],
    ]);
    const { roomRole: _, ...first } = members[0]!;
    assertEquals(first, account("c", { name: "Ann", username: "user.c" }));
    const found = await store.listMembers("den", { query: "bo", limit: 9 });
    assertEquals(found.map(({ id }) => id), ["a", "g"]);
    const paged = await allPages((after) =>
      store.listMembers("den", { limit: 1, ...(after ? { after } : {}) })
    );
    assertEquals(paged, ["c", "a", "g", "b"]);
    assertEquals(await store.listMembers("nowhere", { limit: 9 }), []);
  });

  test("listBans() lists those who are banned from one room, by name", async ({ store }) => {
    await createAccounts(store, "mod", "bob");
    await createGuests(store, "ann", "cid");
    for (const id of ["bob", "ann"]) {
      await store.removeMember("lobby", id, moderationRecord("banned", "mod", id), true);
    }
    await store.createRoom(room("den"), []);
    await store.removeMember("den", "cid", moderationRecord("banned", "mod", "cid", "den"), true);
    assertEquals(await store.listBans("lobby"), [
      account("ann"),
      account("bob", { username: "bob" }),
    ]);
    assertEquals(await store.listBans("nowhere"), []);
  });
}
