import { assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  jsonRequest,
  signIn,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

/** Posts without a session. */
async function send(server: TestServer, path: string, body: unknown) {
  const response = await fetch(`${server.url}/api/${path}`, jsonRequest(body));
  return { status: response.status, answer: await response.json() };
}

Deno.test("user names have one case, and names that imitate are taken", async () => {
  await using server = await startServer();
  await signUp(server, "Alice", "Alice");
  assertEquals((await signIn(server, "ALICE")).account.username, "alice");
  for (
    const [path, body] of [
      ["signup", { username: "aLiCe", password: TEST_PASSWORD, name: "Bo" }],
      ["signup", { username: "a1ice", password: TEST_PASSWORD, name: "Bo" }],
      ["signup", { username: "bo", password: TEST_PASSWORD, name: "AIice" }],
      ["guest", { name: "ALICE" }],
      ["guest", { name: "\u0410\u04cf\u0456\u0441\u0435" }],
    ] as const
  ) {
    const { status, answer } = await send(server, path, body);
    assertEquals([status, answer.code], [409, "name_taken"], JSON.stringify(body));
  }
});

/** What a name must not have. */
const HIDING = [
  ["mixed scripts", "\u0410lice"],
  ["a zero-width space", "Al\u200bice"],
  ["a zero-width joiner between letters", "Al\u200dice"],
  ["a soft hyphen", "Al\u00adice"],
  ["a word joiner", "Alice\u2060"],
  ["a bidi override", "\u202eecilA"],
  ["a bidi isolate", "\u2066Alice\u2069"],
  ["a Hangul filler", "Alice\u3164"],
  ["a combining grapheme joiner", "Al\u034fice"],
  ["an empty Braille pattern", "\u2800"],
  ["a tag character", "Alice\u{e0041}"],
  ["control characters", "\u0000\u0001\u007f"],
  ["a line break", "Ali\nce"],
  ["a lone surrogate", "Alice\ud800"],
  ["a private letter", "Alice\ue000"],
  ["a tower of marks", "A\u0300\u0301\u0302\u0303\u0304\u0305lice"],
  ["nothing but wide spaces", "\u3000\u00a0"],
] as const;

Deno.test("a name that hides something is refused, of a guest and of an account", async (t) => {
  await using server = await startServer();
  for (const [what, name] of HIDING) {
    await t.step(what, async () => {
      const guest = await send(server, "guest", { name });
      assertEquals([guest.status, guest.answer.code], [400, "bad_request"]);
      const account = await send(server, "signup", {
        username: "ana",
        password: TEST_PASSWORD,
        name,
      });
      assertEquals([account.status, account.answer.code], [400, "bad_request"]);
    });
  }
});

Deno.test("an emoji that is made of several is a fine name, and a wide space is a space", async () => {
  await using server = await startServer();
  for (const [name, seen] of [["👩‍🚀 Ana ❤️", "👩‍🚀 Ana ❤️"], ["Bo\u00a0\u3000Li", "Bo Li"]]) {
    assertEquals((await signInAsGuest(server, name)).account.name, seen);
  }
});

Deno.test("a user name that is too short, too long or not plain is refused", async () => {
  await using server = await startServer();
  for (
    const username of ["a", "a".repeat(33), "an a", "-ana", "ána", "ana@test", "\u212aari", ""]
  ) {
    const { status, answer } = await send(server, "signup", { username, password: TEST_PASSWORD });
    assertEquals([status, answer.code], [400, "bad_request"], username);
    assertMatch(answer.message, /^username must be/);
  }
});
