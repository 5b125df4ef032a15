import fc from "fast-check";
import {
  type PagedList,
  type PagedLists,
  reduceLists,
} from "../../static/src/state/paged_lists.ts";
import { assertEquals, assertStrictEquals } from "../helpers/assert.ts";

const asked = (subject: string, query = "") =>
  ({ type: "listAsked", list: "people", subject, query }) as const;
const page = (subject: string, ids: string, next?: string, after?: string, query = "") =>
  ({
    type: "listed",
    list: "people",
    subject,
    query,
    items: [...ids].map((id) => ({ id })),
    next,
    after,
  }) as const;
const run = (...actions: Parameters<typeof reduceLists>[1][]) =>
  actions.reduce<PagedLists>(reduceLists, {});
const ids = (lists: PagedLists) => lists.people?.items.map(({ id }) => id).join("");

Deno.test("pages follow each other, and nobody stands in a list twice", () => {
  const lists = run(asked(""), page("", "abc", "2"), asked(""), page("", "cde", undefined, "2"));
  assertEquals([ids(lists), lists.people?.next, lists.people?.status], [
    "abcde",
    undefined,
    "idle",
  ]);
});

Deno.test("an answer to an earlier question is let go", () => {
  const lists = run(asked("r"), asked("s"));
  for (const late of [page("r", "abc"), page("s", "abc", undefined, undefined, "x")]) {
    assertStrictEquals(reduceLists(lists, late), lists);
  }
  const reloaded = run(asked(""), page("", "abc", "2"), asked(""), page("", "xyz", "9"));
  assertEquals(ids(reduceLists(reloaded, page("", "def", "3", "2"))), "xyz");
});

Deno.test("what was found stays in sight until the next is here, but not that of another room", () => {
  const found = run(asked("r"), page("r", "abc"));
  const searched = reduceLists(found, asked("r", "b"));
  assertEquals([ids(searched), searched.people?.status], ["abc", "loading"]);
  const moved = reduceLists(found, asked("s"));
  assertEquals([ids(moved), moved.people?.loaded], ["", false]);
});

Deno.test("a list that failed keeps what it has; one that was not asked for cannot fail", () => {
  const failed = { ...asked(""), type: "listFailed" } as const;
  assertEquals(run(failed), {});
  const lists = run(asked(""), page("", "ab"), asked(""), failed);
  assertEquals([ids(lists), lists.people?.status], ["ab", "failed"]);
});

Deno.test("one of a list changes or goes, and whoever is not in it does nothing", () => {
  const lists = run(asked(""), page("", "abc"));
  const change = (id: string, changes?: object) =>
    ({ type: "listChanged", list: "people", id, changes }) as const;
  assertEquals(ids(reduceLists(lists, change("b"))), "ac");
  const [first] = reduceLists(lists, change("a", { name: "Ana" })).people!.items;
  assertEquals(first as unknown, { id: "a", name: "Ana" });
  assertStrictEquals(reduceLists(lists, change("z")), lists);
});

Deno.test("whatever the order of questions and answers, a list never repeats or mixes", () => {
  const of = fc.constantFrom("r", "s");
  const step = fc.oneof(
    of.map((of) => asked(of)),
    fc.record({ of, ids: fc.constantFrom("abc", "cde", "fgh"), first: fc.boolean() })
      .map(({ of, ids, first }) => page(of, ids.toUpperCase() + of, "n", first ? undefined : "n")),
  );
  fc.assert(fc.property(fc.array(step), (steps) => {
    const list = run(...steps).people as PagedList<{ id: string }> | undefined;
    const held = list?.items.map(({ id }) => id) ?? [];
    assertEquals(new Set(held).size, held.length);
    assertEquals(held.filter((id) => id !== list?.subject && /[rs]/.test(id)), []);
  }));
});
