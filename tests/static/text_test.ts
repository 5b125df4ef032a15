import fc from "fast-check";
import { codePointLength, hueOf, initials, splitLinks } from "../../static/src/util/text.ts";
import { assert, assertEquals } from "../helpers/assert.ts";

const links = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);

Deno.test("pieces() finds addresses, without the punctuation of the sentence around them", () => {
  const found = {
    "see https://a.example/b?c=d#e.": "https://a.example/b?c=d#e",
    "(http://a.example/x)": "http://a.example/x",
    "https://a.example/wiki/Deno_(software), really": "https://a.example/wiki/Deno_(software)",
    "is it https://a.example?!": "https://a.example/",
  };
  for (const [text, href] of Object.entries(found)) assertEquals(links(text), [href]);
});

Deno.test("pieces() leaves everything else alone", () => {
  const plain = [
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "https://",
    "a.example",
    "xhttps://a.example",
  ];
  for (const text of plain) assertEquals(links(text), []);
});

Deno.test("pieces() loses nothing, and links only http and https", () => {
  const part = fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.constant(" http://x.y). "));
  fc.assert(fc.property(fc.array(part), (parts) => {
    const text = parts.join("");
    const found = splitLinks(text);
    assertEquals(found.map((piece) => piece.text).join(""), text);
    assert(found.every(({ href }) => href === undefined || /^https?:\/\//.test(href)));
  }));
});

Deno.test("pieces() takes no longer than the text is long", () => {
  const started = performance.now();
  for (const char of [".", ")", "(", "a.", ".)"]) {
    splitLinks(`https://a${char.repeat(4_000)}a `.repeat(9));
  }
  assert(performance.now() - started < 500);
});

Deno.test("initials() are one or two letters, whatever the name", () => {
  const names = { "Ana": "A", "ana maria pereira": "AP", "李小龙": "李", "🦊": "🦊", "x-y": "XY" };
  for (const [name, letters] of Object.entries(names)) assertEquals(initials(name), letters);
});

Deno.test("hue() is a degree, the same for the same id, and spread over the circle", () => {
  const ids = Array.from({ length: 360 }, (_, at) => `account${at}`);
  assert(ids.every((id) => hueOf(id) >= 0 && hueOf(id) < 360 && hueOf(id) === hueOf(id)));
  assert(new Set(ids.map((id) => Math.floor(hueOf(id) / 60))).size === 6);
});

Deno.test("length() counts code points, as the server does", () => {
  assertEquals([codePointLength("abc"), codePointLength("🦊🦊"), codePointLength("")], [3, 2, 0]);
});
