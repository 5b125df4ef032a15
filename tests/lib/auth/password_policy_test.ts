import { assertPasswordAllowed, serverNames } from "../../../lib/auth/password_policy.ts";
import { password } from "../../../lib/protocol/text_fields.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assert, assertRejects } from "../../helpers/assert.ts";

const NAMES = ["ana.lindgren", "Ana Lindgren", ...serverNames("chat.example.org")];

for (
  const text of [
    "password",
    "PassWord1",
    "password1!",
    "letmein123",
    "qwerty123456",
    "12345678910",
    "111111111a",
    "parley123",
    "Parley2026!",
    "iloveyou1",
    "monkey123",
    "summer2026",
    "11223344",
    "football1",
    "!!dragon!!",
    "12345678",
    "aaaaaaaaaa",
    "ｐａｓｓｗｏｒｄ",
    "ana.lindgren",
    "Ana Lindgren1!",
    "example2026",
    "chat.example.org",
  ]
) {
  Deno.test(`the password ${text} is refused to ana.lindgren at chat.example.org`, async () => {
    await assertRejects(
      () => assertPasswordAllowed(text, NAMES),
      ChatError,
      "password must not be",
    );
  });
}

Deno.test("any other password will do, with whatever letters", async () => {
  for (
    const text of [
      "correct horse battery",
      "пароль-ключ",
      "🦊🐙🦋🐌🐞🐢🦎🐍",
      "        xy",
      "x7#kq9!2p",
      "8372946152k",
      "dragonfly over the lake",
      "ana likes parley",
    ]
  ) {
    await assertPasswordAllowed(text, NAMES);
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
