import { normalizeForSearch, tokenize } from "../../../lib/store/tokenizer.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

/** The shortest of some runs, in milliseconds. */
function msOf(run: () => void): number {
  return Math.min(...Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }));
}

Deno.test("the words of endless marks cost by their number, not by its square", () => {
  for (const marks of ["\u0f71\u0f72", "\u0301\u0316", "ﾞ\u0316"]) {
    const of = (length: number) => "a" + marks.repeat(length);
    const [short, long] = [of(400), of(4_000)].map((text) => msOf(() => void tokenize(text)));
    // Ten times the marks: ten times the work, or a hundred times.
    assert(long! < 40 * Math.max(short!, 0.02), `${short} ms became ${long} ms`);
  }
});

Deno.test("as many marks as people put on a letter all count", () => {
  const marks = "\u0f71\u0f72".repeat(15);
  assertEquals(normalizeForSearch(`ཀ${marks}`).length, 31);
  assertEquals(normalizeForSearch(`ཀ${marks}${marks}`), normalizeForSearch(`ཀ${marks}`));
});
