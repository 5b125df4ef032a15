import fc from "fast-check";
import { nextStop, offsetsOf, rowAt, visibleRanges } from "../../static/src/dom/virtual_window.ts";
import { assert, assertEquals } from "../helpers/assert.ts";

const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });

Deno.test("what is drawn and the gaps between are as high as all rows", () => {
  fc.assert(fc.property(heights, fc.nat(), fc.nat(), fc.option(fc.nat()), (list, a, b, c) => {
    const offsets = offsetsOf(list.length, (at) => list[at]!);
    const from = Math.min(a % list.length, b % list.length);
    const to = Math.max(a % list.length, b % list.length) + 1;
    const kept = c === null ? undefined : c % list.length;
    const drawn: number[] = [];
    let height = 0;
    for (const slice of visibleRanges(offsets, from, to, kept)) {
      height += slice.gap;
      for (let at = slice.from; at < slice.to; at++) {
        drawn.push(at);
        height += list[at]!;
      }
    }
    assertEquals(height, offsets.at(-1));
    assertEquals(drawn, drawn.toSorted((a, b) => a - b));
    assertEquals(new Set(drawn).size, drawn.length);
    assert(drawn.includes(from) && drawn.includes(to - 1), "what is near is drawn");
    assert(kept === undefined || drawn.includes(kept), "what has the focus is drawn");
  }));
});

Deno.test("rowAt() finds the row at a height", () => {
  fc.assert(fc.property(heights, fc.integer({ min: -500, max: 30_000 }), (list, height) => {
    const offsets = offsetsOf(list.length, (at) => list[at]!);
    const at = rowAt(offsets, height);
    if (height < 0) assertEquals(at, 0);
    else if (height >= offsets.at(-1)!) assertEquals(at, list.length - 1);
    else assert(offsets[at]! <= height && height < offsets[at + 1]!);
  }));
  assertEquals(rowAt(offsetsOf(0, () => 1), 10), 0);
});

Deno.test("keys lead from message to message, over whatever stands between", () => {
  const rows = "d..n..u.g...";
  const offsets = offsetsOf(rows.length, () => 10);
  const from = (at: number, key: string) =>
    nextStop(key, at, offsets, 35, (to) => rows[to] === ".");
  assertEquals([from(4, "ArrowUp"), from(2, "ArrowDown")], [2, 4]);
  assertEquals([from(10, "ArrowUp"), from(9, "ArrowDown")], [9, 10]);
  assertEquals([from(1, "ArrowUp"), from(11, "ArrowDown")], [undefined, undefined]);
  assertEquals([from(7, "Home"), from(7, "End")], [1, 11]);
  assertEquals([from(11, "PageUp"), from(1, "PageDown")], [7, 4]);
  assertEquals([from(2, "PageUp"), from(10, "PageDown")], [1, 11]);
  assertEquals(from(4, "Enter"), undefined);
});
