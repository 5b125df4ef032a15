import fc from "fast-check";
import { type ParsedSearch, parseSearchQuery } from "../../../../lib/chat/search/search_query.ts";
import { ChatError } from "../../../../lib/protocol/chat_error.ts";
import type { SearchPhrase } from "../../../../lib/store/tokenizer.ts";
import { assert, assertEquals, assertThrows } from "../../../helpers/assert.ts";

/** A query as one line: its phrases in quotes, a star where a word may go on. */
function summaryOf({ all, none, ...rest }: ParsedSearch) {
  const show = ({ terms, prefix }: SearchPhrase) => terms.join(" ") + (prefix ? "*" : "");
  const { from, in: rooms, has, ...times } = rest;
  return {
    all: all.map(show),
    ...(none.length ? { none: none.map(show) } : {}),
    ...(from.length ? { from } : {}),
    ...(rooms.length ? { in: rooms } : {}),
    ...(has.length ? { has } : {}),
    ...times,
  };
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

const VALID_QUERIES: [string, ReturnType<typeof summaryOf>][] = [
  ["Deploy failed", { all: ["deploy", "failed*"] }],
  ['"cold start" problem', { all: ["cold start", "problem*"] }],
  ['problem "cold start"', { all: ["problem*", "cold start"] }],
  ["“cold start”", { all: ["cold start"] }],
  ['"not closed yet', { all: ["not closed yet"] }],
  ["cold-start", { all: ["cold start*"] }],
  ['apple -red -"green pie"', { all: ["apple*"], none: ["red", "green pie"] }],
  ["from:ann FROM:@bob deploy", { all: ["deploy*"], from: ["ann", "@bob"] }],
  ['from:"Ann Lee" x', { all: ["x*"], from: ["Ann Lee"] }],
  ['in:lobby in:"Front desk"', { all: [], in: ["lobby", "Front desk"] }],
  ["has:link Has:Codes", { all: [], has: ["link", "code"] }],
  ["x before:2026-01-31", { all: ["x*"], before: day("2026-01-31") }],
  ["x after:2026-01-31", { all: ["x*"], after: day("2026-02-01") }],
  ["x on:2024-02-29", { all: ["x*"], after: day("2024-02-29"), before: day("2024-03-01") }],
  ["x after:2026-01-01 after:2026-02-01", { all: ["x*"], after: day("2026-02-02") }],
  ["http://example.org/a?b=c", { all: ["http example org a b c*"] }],
  ["re:zero 10:30", { all: ["re zero", "10 30*"] }],
  ["👍 deploy !!!", { all: ["deploy*"] }],
  ["- deploy", { all: ["deploy*"] }],
  ["猫 東京", { all: ["猫*", "東京"] }],
  ['a AND (b OR "c"* NEAR', { all: ["a", "and", "b", "or", "c", "near*"] }],
];

for (const [text, expected] of VALID_QUERIES) {
  Deno.test(`parseQuery() understands ${text}`, () => {
    assertEquals(summaryOf(parseSearchQuery(text)), expected);
  });
}

const EMPTY_QUERY_MESSAGE =
  'Say what to look for: a word, a "phrase", from:name, in:room or has:link.';
const INVALID_QUERIES: [string, string][] = [
  ["", EMPTY_QUERY_MESSAGE],
  ["   ", EMPTY_QUERY_MESSAGE],
  ["👍 ❤️", EMPTY_QUERY_MESSAGE],
  ['""', EMPTY_QUERY_MESSAGE],
  ["-deploy", EMPTY_QUERY_MESSAGE],
  ["before:2026-01-31", EMPTY_QUERY_MESSAGE],
  ["before:soon x", 'before: takes a day like 2026-01-31, not "soon".'],
  ["after:2026-02-30 x", 'after: takes a day like 2026-01-31, not "2026-02-30".'],
  ["on:2026-1-1 x", 'on: takes a day like 2026-01-31, not "2026-1-1".'],
  ["on: x", "on: needs a day like 2026-01-31."],
  ["has:wings", 'has: takes link, code, file or picture, not "wings".'],
  ["has:", "has: needs link, code, file or picture."],
  ["from: ann", 'from: needs a name, like from:ann or from:"Ann Lee".'],
  ['from:"" x', 'from: needs a name, like from:ann or from:"Ann Lee".'],
  ["in:", 'in: needs a room, like in:lobby or in:"Front desk".'],
  ["x -from:ann", 'A minus goes before a word or a "phrase", not before from:.'],
  ["x".repeat(251), "A search may have at most 250 characters."],
  ["x ".repeat(21), "A search may have at most 20 words."],
];

for (const [text, sentence] of INVALID_QUERIES) {
  Deno.test(`parseQuery() refuses ${text.slice(0, 30) || "nothing"} and says what would be right`, () => {
    const error = assertThrows(() => parseSearchQuery(text), ChatError);
    assertEquals([error.code, error.message], ["bad_request", sentence]);
  });
}

Deno.test("parseQuery() begins days where the searcher is", () => {
  const { after, before } = parseSearchQuery("x on:2026-01-31", 120);
  assertEquals(after, Date.parse("2026-01-31T00:00:00+02:00"));
  assertEquals(before, Date.parse("2026-02-01T00:00:00+02:00"));
});

Deno.test("parseQuery() reads or refuses anything, and lets nothing but words through", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '"',
      "-",
      ":",
      " ",
      "*",
      "(",
      ")",
      "§",
      "\0",
      "\ud800",
      "NOT",
      "NEAR(",
      "'",
      "--",
    ),
    fc.constantFrom("from:", "in:", "has:", "on:", "before:2026-01-31", "猫", "é", "word"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        const { all, none, from, in: rooms } = parseSearchQuery(pieces.join(""));
        for (const { terms } of [...all, ...none]) {
          assert(terms.length > 0);
          for (const term of terms) {
            assert(/^[\p{L}\p{N}\p{M}]+$/u.test(term), term);
            assert(term.isWellFormed());
          }
        }
        for (const name of [...from, ...rooms]) {
          assert(name.isWellFormed() && !/\p{Cc}/u.test(name));
        }
      } catch (error) {
        assert(error instanceof ChatError, String(error));
      }
    }),
    { numRuns: 1_000 },
  );
});
