import fc from "fast-check";
import {
  graphemes,
  textWidth,
  truncate,
  wrapLine,
} from "../../../../../lib/cli/chat/terminal/text_width.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

Deno.test("width() counts columns: wide letters and emoji take two", () => {
  assertEquals(["a", "田", "한", "👩‍👩‍👧", "é", "e\u0301", "ｆ"].map(textWidth), [1, 2, 2, 2, 1, 1, 2]);
});

Deno.test("cut() keeps what fits and says that it is not all", () => {
  assertEquals(truncate("lobby", 5), "lobby");
  assertEquals(truncate("lobbies", 5), "lobb…");
  assertEquals(truncate("田中さん", 5), "田中…");
  assertEquals(truncate("田中さん", 4), "田…");
});

Deno.test("wrap() breaks between words, and within those that are too long", () => {
  assertEquals(wrapLine("one two three", 7), ["one two", "three"]);
  assertEquals(wrapLine("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
  assertEquals(wrapLine("one two", 10, 4), ["one", "two"]);
  assertEquals(wrapLine("", 4), [""]);
});

Deno.test("wrap() loses nothing but spaces, and no row is too long", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 200 }).map((text) =>
    text.replace(/\s/g, " ")
  );
  fc.assert(fc.property(text, fc.integer({ min: 4, max: 30 }), (text, columns) => {
    const rows = wrapLine(text, columns);
    assertEquals(rows.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    for (const row of rows) assert(textWidth(row) <= columns || graphemes(row).length === 1);
  }));
});
