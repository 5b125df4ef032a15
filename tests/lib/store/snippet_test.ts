import fc from "fast-check";
import { createSnippet } from "../../../lib/store/snippet.ts";
import { toPhrase } from "../../../lib/store/tokenizer.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

/** A snippet as text, with what was found in brackets. */
function snippet(content: string, ...texts: string[]): string {
  const phrases = texts.map((text) => toPhrase(text, true)!);
  return createSnippet(content, phrases).map(({ text, hit }) => hit ? `[${text}]` : text).join("");
}

Deno.test("a snippet marks every word and phrase that was looked for", () => {
  assertEquals(snippet("The deploy: deployed.", "deploy"), "The [deploy]: [deployed].");
  assertEquals(snippet("A cold-start, cold.", "cold start"), "A [cold-start], cold.");
  assertEquals(snippet("Straße und Café", "strasse", "cafe"), "[Straße] und [Café]");
  assertEquals(snippet("a b c", "a", "a b", "b"), "[a b] c");
  assertEquals(snippet("nothing to mark"), "nothing to mark");
});

Deno.test("a snippet marks in scripts without spaces just what was looked for", () => {
  assertEquals(
    snippet("明日は東京タワーへ猫と行く", "東京タワー", "猫"),
    "明日は[東京タワー]へ[猫]と行く",
  );
  assertEquals(snippet("내일 학교에서", "학교"), "내일 [학교]에서");
});

Deno.test("a snippet of a long message is the part around the first hit, in whole words", () => {
  const content = `${"before ".repeat(100)}the deploy ${"after ".repeat(100)}`;
  const text = snippet(content, "deploy");
  assert(/^…before (before )+the \[deploy\] (after )+after…$/.test(text), text);
  assert(text.length < 230);
});

Deno.test("a snippet is on one line", () => {
  assertEquals(snippet("one\n\n  two\tthree", "two"), "one [two] three");
});

Deno.test("a snippet cuts no character in two", () => {
  const text = snippet("👍🏽".repeat(200) + " deploy " + "𠮷".repeat(300), "deploy");
  assert(text.isWellFormed());
  assert(text.includes("[deploy]"));
});

Deno.test("a snippet without its marks is a part of the message", () => {
  const content = fc.string({ unit: "grapheme", maxLength: 400 });
  fc.assert(fc.property(content, fc.string({ unit: "grapheme", maxLength: 5 }), (content, word) => {
    const phrase = toPhrase(word, true);
    const pieces = createSnippet(content, phrase ? [phrase] : []);
    const text = pieces.map(({ text }) => text).join("").replace(/^…|…$/g, "");
    assert(content.replace(/\s+/g, " ").includes(text.replace(/\s+/g, " ")), text);
    assert(pieces.every(({ text }) => text !== ""));
    assert(pieces.every(({ hit }, i) => hit !== pieces[i + 1]?.hit), "neighbours differ");
  }));
});

Deno.test("a snippet of one endless hit is bounded", () => {
  const endless = snippet("a ".repeat(4_000), "a a");
  assert(endless.startsWith("[a a a") && endless.endsWith("]…"), endless.slice(-20));
  assert(endless.length < 1_200, String(endless.length));
  assert(snippet("x".repeat(8_000), "x").length < 1_200);
  assert(snippet(`x ${"\u0301".repeat(7_000)}`, "x").length < 1_200);
});
