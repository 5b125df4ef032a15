import fc from "fast-check";
import type { EditCommand } from "../../../../../lib/cli/chat/terminal/key_decoder.ts";
import {
  applyEdit,
  EMPTY_LINE,
  insertText,
  type LineBuffer,
} from "../../../../../lib/cli/chat/terminal/line_buffer.ts";
import { createInputHistory } from "../../../../../lib/cli/chat/terminal/input_history.ts";
import { computeViewport } from "../../../../../lib/cli/chat/terminal/input_viewport.ts";
import { graphemes, textWidth } from "../../../../../lib/cli/chat/terminal/text_width.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

/** A line with a bar where the cursor is. */
const lineOf = (text: string): LineBuffer => ({
  text: text.replace("|", ""),
  at: text.indexOf("|"),
});
const shown = ({ text, at }: LineBuffer) => `${text.slice(0, at)}|${text.slice(at)}`;

Deno.test("a line is edited at its cursor, by what people call characters", () => {
  const cases: [string, EditCommand, string][] = [
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
  for (const [before, deed, after] of cases) {
    assertEquals(shown(applyEdit(lineOf(before), deed)), after);
  }
  assertEquals(shown(insertText(lineOf("a|d"), "bc")), "abc|d");
});

Deno.test("whatever one does, the cursor is between two characters of the line", () => {
  const deeds = fc.constantFrom<EditCommand>(
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
    let line = EMPTY_LINE;
    let start = 0;
    for (const one of acts) {
      line = "deed" in one ? applyEdit(line, one.deed) : insertText(line, one.text);
      assert(line.at >= 0 && line.at <= line.text.length);
      const row = computeViewport("lobby › ", line, columns, start);
      start = row.start;
      assert(textWidth(row.prompt + row.before + row.after) < columns);
    }
  }));
});

Deno.test("a row shows all that fits, and else what is around the cursor", () => {
  const row = (text: string, columns: number) => computeViewport("> ", lineOf(text), columns);
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
  const { prompt } = computeViewport(
    "\x1b[1ma very long name of a room\x1b[22m › ",
    EMPTY_LINE,
    20,
  );
  assertEquals(prompt, "a very lo…");
});

Deno.test("going on to the left brings what is there into sight", () => {
  const text = Array.from({ length: 40 }, (_, at) => String(at % 10)).join("");
  let start = computeViewport("> ", { text, at: 40 }, 12).start;
  for (let at = 39; at >= 0; at--) {
    const row = computeViewport("> ", { text, at }, 12, start);
    start = row.start;
    assert(at === 0 || row.before !== "");
    assert(text.includes(row.before + row.after));
    assertEquals(graphemes(row.after)[0], text[at]);
  }
});

Deno.test("the arrows walk through what was entered, and back to what was begun", () => {
  const recall = createInputHistory();
  assertEquals(recall.previous("x"), undefined);
  for (const text of ["one", "two", "two", "three"]) recall.add(text);
  assertEquals(recall.previous("begun"), "three");
  assertEquals(recall.previous("three, changed"), "two");
  assertEquals(recall.previous("two"), "one");
  assertEquals(recall.previous("one"), undefined);
  assertEquals(recall.next("one"), "two");
  assertEquals(recall.next("two"), "three, changed");
  assertEquals(recall.next("three, changed"), "begun");
  assertEquals(recall.next("begun"), undefined);
});
