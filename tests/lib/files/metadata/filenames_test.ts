import fc from "fast-check";
import {
  contentDisposition,
  sanitizeFilename,
  withExtensionOfType,
} from "../../../../lib/files/metadata/filenames.ts";
import { assert, assertEquals, assertMatch } from "../../../helpers/assert.ts";

const CASES: [given: string, clean: string][] = [
  ["photo.jpg", "photo.jpg"],
  ["/etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["a/b/", "b"],
  ["..", "file"],
  ["", "file"],
  ["  . .", "file"],
  [".htaccess", "htaccess"],
  ["a\r\nb\0.txt", "ab.txt"],
  ["report\u202egpj.exe", "reportgpj.exe"],
  ["zero\u200bwidth\ufeff.txt", "zerowidth.txt"],
  ['a<b>c:d"e|f?g*h', "a_b_c_d_e_f_g_h"],
  ["café.txt".normalize("NFD"), "café.txt"],
  ["two   spaces\u3000.txt", "two spaces .txt"],
  ["трактат 猫.pdf", "трактат 猫.pdf"],
];

for (const [given, clean] of CASES) {
  Deno.test(`cleanName() makes ${JSON.stringify(given)} ${JSON.stringify(clean)}`, () => {
    assertEquals(sanitizeFilename(given), clean);
  });
}

Deno.test("cleanName() cuts a long name, and keeps its extension and whole characters", () => {
  const name = sanitizeFilename(`${"é".repeat(300)}.jpeg`);
  assertEquals([name.length, name.endsWith("é.jpeg")], [200, true]);
  assert(sanitizeFilename(`a${"😀".repeat(150)}.png`).isWellFormed());
});

const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme" }),
);

Deno.test("cleanName() gives one visible, short part of a path for any name, and the same again", () => {
  fc.assert(fc.property(anyName, (given) => {
    const name = sanitizeFilename(given);
    assert(name.length > 0 && name.length <= 200 && name.isWellFormed());
    assert(!/[/\\<>:"|?*]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u.test(name), name);
    assertEquals(sanitizeFilename(name), name);
  }));
});

Deno.test("disposition() is one line of ASCII for any name, from which the name can be read again", () => {
  fc.assert(fc.property(anyName, fc.boolean(), (given, inline) => {
    const name = sanitizeFilename(given);
    const header = contentDisposition(name, inline);
    assertMatch(
      header,
      /^(inline|attachment); filename="[ !#-$&-[\]-~]+"; filename\*=UTF-8''[\w.~%#$&+^`|-]+$/,
    );
    assertEquals(header.startsWith("inline"), inline);
    assertEquals(decodeURIComponent(header.split("''")[1]!), name);
  }));
});

Deno.test("renamed() gives a picture the extension of what it was turned into", () => {
  assertEquals(withExtensionOfType("IMG_1.HEIC", "image/jpeg"), "IMG_1.jpg");
  assertEquals(withExtensionOfType("sea", "image/webp"), "sea.webp");
});
