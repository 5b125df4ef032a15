import fc from "fast-check";
import { nameSkeleton, toUniqueName } from "../../../lib/auth/name_skeleton.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assertEquals, assertNotEquals, assertThrows } from "../../helpers/assert.ts";

for (
  const [what, name, other] of [
    ["case", "Alice", "aLICE"],
    ["a capital I for an l", "Alice", "AIice"],
    ["a digit for an l", "Alice", "A1ice"],
    ["a zero for an O", "Olga", "0lga"],
    ["r and n for an m", "Admin", "Adrnin"],
    ["Cyrillic letters", "Alice", "Аӏісе"],
    ["Cyrillic capitals", "BOB", "ВОВ"],
    ["Greek capitals", "Nina", "ΝΙΝΑ"],
    ["Cherokee letters", "ANA", "ᎪNᎪ"],
    ["full-width letters", "Ana", "Ａｎａ"],
    ["mathematical letters", "Ana", "𝐀𝐧𝐚"],
    ["a ligature", "Fiona", "ﬁona"],
    ["a sharp s", "Strasse", "Straße"],
    ["spaces and punctuation", "Ana Li", "ana_li."],
    ["a variation selector", "Ana ❤", "Ana ❤\ufe0f"],
    ["a decomposed letter", "Zoë", "Zoe\u0308"],
  ] as const
) {
  Deno.test(`${other} imitates ${name} by ${what}`, () => {
    assertEquals(nameSkeleton(other), nameSkeleton(name));
  });
}

Deno.test("names that look different have different keys", () => {
  const names = [
    "Ana",
    "Anna",
    "Anä",
    "Вера",
    "Vera",
    "田中",
    "Zoe",
    "Zoë",
    "🦊",
    "🦋",
    "!!",
    "...",
  ];
  assertEquals(new Set(names.map(nameSkeleton)).size, names.length);
});

Deno.test("a name in upper case has the key of the name in lower case, and every name has one", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abclimnorvwxyzäøβвнкорст0159 .") });
  fc.assert(fc.property(letters, (name) => {
    assertEquals(nameSkeleton(name.toUpperCase()), nameSkeleton(name.toLowerCase()));
    if (name !== "") assertNotEquals(nameSkeleton(name), "");
  }));
});

for (const name of ["System", "SYSTEM", "Ѕуѕтем"]) {
  Deno.test(`nobody can be called ${name}`, () => {
    assertThrows(() => toUniqueName(name), ChatError, "taken");
  });
}

for (const name of ["Admin", "Аdmin", "Adrnin", "moderator", "Par1ey", "Leitung", "here", "Du"]) {
  Deno.test(`no guest can be called ${name}, and an account can`, () => {
    assertThrows(() => toUniqueName(name, { isGuest: true }), ChatError, "taken");
    assertEquals(toUniqueName(name).name, name);
  });
}
