import fc from "fast-check";
import { cut, graphemes, width, wrap } from "../../../../../lib/cli/chat/terminal/text_width.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

Deno.test("width() counts columns: wide letters and emoji take two", () => {
  assertEquals(["a", "田", "한", "👩‍👩‍👧", "é", "e\u0301", "ｆ"].map(width), [1, 2, 2, 2, 1, 1, 2]);
});

Deno.test("cut() keeps what fits and says that it is not all", () => {
  assertEquals(cut("lobby", 5), "lobby");
  assertEquals(cut("lobbies", 5), "lobb…");
  assertEquals(cut("田中さん", 5), "田中…");
  assertEquals(cut("田中さん", 4), "田…");
});

Deno.test("wrap() breaks between words, and within those that are too long", () => {
  assertEquals(wrap("one two three", 7), ["one two", "three"]);
  assertEquals(wrap("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
  assertEquals(wrap("one two", 10, 4), ["one", "two"]);
  assertEquals(wrap("", 4), [""]);
});

Deno.test("wrap() loses nothing but spaces, and no row is too long", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 200 }).map((text) =>
    text.replace(/\s/g, " ")
  );
  fc.assert(fc.property(text, fc.integer({ min: 4, max: 30 }), (text, columns) => {
    const rows = wrap(text, columns);
    assertEquals(rows.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    for (const row of rows) assert(width(row) <= columns || graphemes(row).length === 1);
  }));
});
