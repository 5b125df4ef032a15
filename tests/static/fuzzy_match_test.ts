import fc from "fast-check";
import type { Room } from "../../lib/protocol/model.ts";
import { fuzzyMatches, matchRank } from "../../static/src/state/fuzzy_match.ts";
import {
  searchInRoom,
  withOperator,
  withRecentSearch,
} from "../../static/src/state/search_operators.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { parseRoute, searchPath, searchQueryOf } from "../../static/src/state/route.ts";
import { adjacentRoom, latestRooms } from "../../static/src/state/selectors.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { parseSearchQuery } from "../../lib/chat/search/search_query.ts";
import { assertEquals } from "../helpers/assert.ts";

Deno.test("rank() likes beginnings best, and finds what is folded", () => {
  const of = (query: string) => matchRank("Équipe de Design", query);
  assertEquals(["équ", "equipe", "design eq", "ede", "sign", "xy", ""].map(of), [
    0,
    0,
    1,
    2,
    3,
    undefined,
    0,
  ]);
  const names = ["Old design", "Design", "Redesign", "Den"];
  assertEquals(fuzzyMatches(names, "des", (name) => name), ["Design", "Old design", "Redesign"]);
});

Deno.test("rank() finds every name by what is in it, and by beginnings of its words in order", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(7), (words, most) => {
      const name = words.join(" ");
      const begun = words.map((one) => one.slice(0, most + 1)).join("");
      return matchRank(name, begun) !== undefined &&
        matchRank(name, name.slice(most)) !== undefined;
    }),
  );
});

Deno.test("the address of a search holds whatever was written", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (query) => {
    const route = parseRoute(searchPath(query));
    return route.kind === "search" && searchQueryOf(route) === query;
  }));
  assertEquals(parseRoute("/search"), { kind: "search", query: "" });
  assertEquals([parseRoute("/search/x").kind, parseRoute("/settings").kind], ["lost", "settings"]);
});

Deno.test("operators are put at the end, once", () => {
  assertEquals(withOperator("", "from:"), "from:");
  assertEquals(withOperator("deploy ", "in:"), "deploy in:");
  assertEquals(withOperator("deploy in:", "in:"), "deploy in:");
});

Deno.test("queryIn() names a room so that the server reads it", () => {
  const room = (name: string, rest: Partial<Room> = {}) =>
    ({ id: "r-1", kind: "public", name, ...rest }) as Room;
  const read = (one: Room) => parseSearchQuery(searchInRoom(one)).in;
  assertEquals(read(room("Lobby")), ["Lobby"]);
  assertEquals(read(room("Front desk")), ["Front desk"]);
  assertEquals(read(room('The "best" room')), ["r-1"]);
  const people = [{ id: "ann", name: "Ann Lee", presence: "offline" as const }];
  assertEquals(read(room("", { kind: "direct", people })), ["Ann Lee"]);
});

Deno.test("the last queries are remembered once each, the newest first", () => {
  const all = ["a", "b", "a", "c"].reduce(withRecentSearch, [] as readonly string[]);
  assertEquals(all, ["c", "a", "b"]);
  const many = Array.from({ length: 20 }, (_, n) => String(n)).reduce(withRecentSearch, all);
  assertEquals([many.length, many[0]], [8, "19"]);
});

Deno.test("what one looks for comes from the address, and stays under a dialog", () => {
  const at = (query: string): State["route"] => ({ kind: "search", query });
  let state = initialState(at("one"), 0);
  assertEquals(state.filter, "one");
  state = reduce(state, { type: "show", filter: "two" });
  state = reduce(state, { type: "went", route: at("two") });
  assertEquals(state.filter, "two");
  state = reduce(state, { type: "dialog", dialog: { kind: "go" } });
  assertEquals(state.filter, "");
  state = reduce(state, { type: "dialog", dialog: undefined });
  assertEquals(state.filter, "two");
  state = reduce(state, { type: "went", route: { kind: "people" } });
  assertEquals(state.filter, "");
});

Deno.test("what could not be read is told, and forgotten with the next try", () => {
  const asked = { list: "searchHits", subject: "before:soon", query: "" } as const;
  let state = initialState({ kind: "search", query: "before:soon" }, 0);
  state = reduce(state, { type: "listAsked", ...asked });
  state = reduce(state, { type: "listFailed", ...asked, wrong: "before: takes a day" });
  assertEquals(state.lists.searchHits?.error, "before: takes a day");
  state = reduce(state, { type: "listAsked", ...asked, subject: "soon" });
  assertEquals([state.lists.searchHits?.error, state.lists.searchHits?.status], [
    undefined,
    "loading",
  ]);
});

Deno.test("the rooms above and below go round; the latest come first where one may go", () => {
  const room = (id: string): Room =>
    ({ id, name: id, kind: "public", role: "member", seq: 0, rev: 0, members: 1 }) as Room;
  const route = (id: string): State["route"] => ({ kind: "room", id });
  let state = reduce(initialState(route("b"), 0), {
    type: "rooms",
    rooms: ["a", "b", "c"].map(room),
  });
  const beside = (
    unread = false,
  ) => [adjacentRoom(state, -1, unread), adjacentRoom(state, 1, unread)];
  assertEquals(beside(), ["a", "c"]);
  assertEquals(beside(true), [undefined, undefined]);
  state = reduce(state, { type: "went", route: route("c") });
  assertEquals(beside(), ["b", "a"]);
  assertEquals(latestRooms(state).map(({ id }) => id), ["b", "a"]);
  state = reduce(state, { type: "went", route: { kind: "people" } });
  assertEquals(beside(), ["c", "a"]);
  assertEquals(latestRooms(state).map(({ id }) => id), ["c", "b", "a"]);
});
