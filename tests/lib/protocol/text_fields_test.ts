import { displayName } from "../../../lib/protocol/text_fields.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

Deno.test("a name is trimmed, normalised and single-spaced", () => {
  assertEquals(displayName.parse("  Ana   Li  "), "Ana Li");
  assertEquals(displayName.parse("Zoe\u0308"), "Zoë");
  assertEquals(displayName.parse("Ana\u00a0\u3000Li"), "Ana Li");
  assertEquals(displayName.parse("👩‍🚀 ❤️"), "👩‍🚀 ❤️");
});

for (
  const [what, text] of [
    ["nothing", ""],
    ["only spaces", "   "],
    ["65 characters", "a".repeat(65)],
    ["a line break", "Ana\nBo"],
    ["a NUL", "Ana\0"],
    ["a zero-width space", "A\u200bna"],
    ["a bidi override", "\u202eanA"],
    ["a Hangul filler", "\u3164"],
    ["an empty Braille pattern", "A\u2800"],
    ["a variation selector on a letter", "A\ufe0fna"],
    ["five marks on a letter", "A\u0316\u0317\u0318\u0319\u031cna"],
    ["a lone surrogate", "Ana\ud800"],
  ] as const
) {
  Deno.test(`a name must not be ${what}`, () => assert(!displayName.safeParse(text).success));
}
