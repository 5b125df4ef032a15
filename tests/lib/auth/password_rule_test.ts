import { checkPassword } from "../../../lib/auth/password_rule.ts";
import { password } from "../../../lib/protocol/text.ts";
import { Refused } from "../../../lib/protocol/refused.ts";
import { assert, assertThrows } from "../../helpers/assert.ts";

for (
  const text of [
    "password",
    "PassWord1",
    "12345678",
    "aaaaaaaaaa",
    "ｐａｓｓｗｏｒｄ",
    "ana.lindgren",
  ]
) {
  Deno.test(`the password ${text} is refused to ana.lindgren`, () => {
    assertThrows(() => checkPassword(text, "ana.lindgren"), Refused, "password must not be");
  });
}

Deno.test("any other password will do, with whatever letters", () => {
  for (const text of ["correct horse battery", "пароль-ключ", "🦊🐙🦋🐌🐞🐢🦎🐍", "        x"]) {
    checkPassword(text, "ana");
    assert(password.safeParse(text).success, text);
  }
});

Deno.test("a password has 8 to 256 characters, however many bytes they take", () => {
  for (
    const [text, isGood] of [
      ["1234567", false],
      ["🦊".repeat(7), false],
      ["🦊".repeat(8), true],
      ["🦊".repeat(256), true],
      ["a".repeat(257), false],
      ["abcdefg\ud800", false],
    ] as const
  ) assert(password.safeParse(text).success === isGood, text.slice(0, 20));
});
