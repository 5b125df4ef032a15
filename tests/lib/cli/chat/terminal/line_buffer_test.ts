import fc from "fast-check";
import type { Deed } from "../../../../../lib/cli/chat/terminal/key_decoder.ts";
import {
  edit,
  EMPTY,
  insert,
  type Line,
} from "../../../../../lib/cli/chat/terminal/line_buffer.ts";
import { createRecall } from "../../../../../lib/cli/chat/terminal/input_history.ts";
import { rowOf } from "../../../../../lib/cli/chat/terminal/input_viewport.ts";
import { graphemes, width } from "../../../../../lib/cli/chat/terminal/text_width.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

/** A line with a bar where the cursor is. */
const lineOf = (text: string): Line => ({ text: text.replace("|", ""), at: text.indexOf("|") });
const shown = ({ text, at }: Line) => `${text.slice(0, at)}|${text.slice(at)}`;

Deno.test("a line is edited at its cursor, by what people call characters", () => {
  const cases: [string, Deed, string][] = [
    ["ab|c", "left", "a|bc"],
    ["👩‍👩‍👧|x", "left", "|👩‍👩‍👧x"],
    ["|👩‍👩‍👧x", "right", "👩‍👩‍👧|x"],
    ["e\u0301|", "erase", "|"],
    ["|", "erase", "|"],
    ["a|👍🏽b", "erase right", "a|b"],
    ["one two|", "word left", "one |two"],
    ["|one two", "word right", "one| two"],
    ["one two |three", "erase word", "one |three"],
    ["ab|c", "home", "|abc"],
    ["ab|c", "end", "abc|"],
    ["ab|c", "erase to start", "|c"],
    ["ab|c", "erase to end", "ab|"],
    ["ab|c", "tab", "ab|c"],
  ];
  for (const [before, deed, after] of cases) assertEquals(shown(edit(lineOf(before), deed)), after);
  assertEquals(shown(insert(lineOf("a|d"), "bc")), "abc|d");
});

Deno.test("whatever one does, the cursor is between two characters of the line", () => {
  const deeds = fc.constantFrom<Deed>(
    "left",
    "right",
    "word left",
    "word right",
    "home",
    "end",
    "erase",
    "erase right",
    "erase word",
    "erase to start",
    "erase to end",
  );
  const act = fc.oneof(
    deeds.map((deed) => ({ deed })),
    fc.string({ unit: "grapheme" }).map((text) => ({ text })),
  );
  fc.assert(fc.property(fc.array(act), fc.integer({ min: 8, max: 60 }), (acts, columns) => {
    let line = EMPTY;
    let start = 0;
    for (const one of acts) {
      line = "deed" in one ? edit(line, one.deed) : insert(line, one.text);
      assert(line.at >= 0 && line.at <= line.text.length);
      const row = rowOf("lobby › ", line, columns, start);
      start = row.start;
      assert(width(row.prompt + row.before + row.after) < columns);
    }
  }));
});

Deno.test("a row shows all that fits, and else what is around the cursor", () => {
  const row = (text: string, columns: number) => rowOf("> ", lineOf(text), columns);
  assertEquals(row("hello|", 20), { prompt: "> ", before: "hello", after: "", start: 0 });
  const end = row("abcdefghijklmnop|", 12);
  assertEquals([end.before, end.after], ["ijklmnop", ""]);
  const begin = row("|abcdefghijklmnop", 12);
  assertEquals([begin.before, begin.after], ["", "abcdefghi"]);
  assertEquals(row("a\nb\x1bc|", 20).before, "a⏎b␛c");
  assertEquals(
    row("中文中文中文|", 10).before,
    "文中文",
  );
});

Deno.test("a prompt that is too long is cut, with its colours", () => {
  const { prompt } = rowOf("\x1b[1ma very long name of a room\x1b[22m › ", EMPTY, 20);
  assertEquals(prompt, "a very lo…");
});

Deno.test("going on to the left brings what is there into sight", () => {
  const text = Array.from({ length: 40 }, (_, at) => String(at % 10)).join("");
  let start = rowOf("> ", { text, at: 40 }, 12).start;
  for (let at = 39; at >= 0; at--) {
    const row = rowOf("> ", { text, at }, 12, start);
    start = row.start;
    assert(at === 0 || row.before !== "");
    assert(text.includes(row.before + row.after));
    assertEquals(graphemes(row.after)[0], text[at]);
  }
});

Deno.test("the arrows walk through what was entered, and back to what was begun", () => {
  const recall = createRecall();
  assertEquals(recall.up("x"), undefined);
  for (const text of ["one", "two", "two", "three"]) recall.add(text);
  assertEquals(recall.up("begun"), "three");
  assertEquals(recall.up("three, changed"), "two");
  assertEquals(recall.up("two"), "one");
  assertEquals(recall.up("one"), undefined);
  assertEquals(recall.down("one"), "two");
  assertEquals(recall.down("two"), "three, changed");
  assertEquals(recall.down("three, changed"), "begun");
  assertEquals(recall.down("begun"), undefined);
});
