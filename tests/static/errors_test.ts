import { parseSearchQuery } from "../../lib/chat/search/search_query.ts";
import { ERROR_REASONS, type ErrorReason } from "../../lib/protocol/error_reasons.ts";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import { errorReasons as inGerman } from "../../static/src/i18n/de/error_reasons.ts";
import { errorText } from "../../static/src/i18n/error_text.ts";
import { loadLanguage } from "../../static/src/i18n/language.ts";
import { errorReasons as inEnglish } from "../../static/src/i18n/en/error_reasons.ts";
import { addStrings } from "../../static/src/i18n/index.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../helpers/assert.ts";

const REASONS = Object.keys(ERROR_REASONS) as ErrorReason[];

/** A value for everything that a sentence speaks of. */
const PARAMS = Object.fromEntries(
  REASONS.flatMap((reason) => placeholdersOf(inEnglish[reason])).map((name) => [name, "7"]),
);

function placeholdersOf(template: string): string[] {
  return Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => name!);
}

function textOf(reason: ErrorReason): string {
  const failure = new ChatError(...[reason, { params: PARAMS, field: "name" }] as never)
    .toErrorBody();
  return errorText(failure);
}

Deno.test("every reason has a whole sentence in both languages", async () => {
  addStrings({ errorReasons: inEnglish });
  const english = REASONS.map(textOf);
  assert(await loadLanguage("de"));
  const german = REASONS.map(textOf);
  await loadLanguage("en");
  for (const [n, reason] of REASONS.entries()) {
    for (const text of [english[n]!, german[n]!]) assertMatch(text, /^[^{}]{3,}[.:]7?$/, reason);
    assert(english[n] !== german[n], reason);
  }
});

Deno.test("a sentence speaks of nothing that its error does not have", () => {
  for (const reason of REASONS) {
    const known = [...placeholdersOf(inEnglish[reason]), "field"];
    const unknown = placeholdersOf(inGerman[reason]).filter((name) => !known.includes(name));
    assertEquals(unknown, [], reason);
  }
});

Deno.test("every error of a search is worded in German", async () => {
  const queries = ["before:soon", "on:", "has:", "has:wings", "from:", "in:", "-from:ann", ""]
    .concat("x".repeat(300), "x ".repeat(25));
  await loadLanguage("de");
  for (const query of queries) {
    const failure = assertThrows(() => parseSearchQuery(query), ChatError).toErrorBody();
    const text = errorText(failure);
    assert(text !== failure.message && !/[{}]/.test(text), text);
  }
  await loadLanguage("en");
});

Deno.test("a reason of a newer server is worded by its code, and a code without words by its message", async () => {
  await loadLanguage("de");
  const failure = { code: "forbidden", reason: "new_one", message: "You cannot." } as const;
  assertEquals(errorText(failure), "Dazu hast du hier kein Recht.");
  assertEquals(errorText({ ...failure, code: "wrong_version" }), "You cannot.");
  await loadLanguage("en");
});

Deno.test("a field is called what its form calls it, and a time is the reader's own", async () => {
  await loadLanguage("de");
  const long = new ChatError("too_long", { field: "username", params: { max: 32 } }).toErrorBody();
  assertEquals(errorText(long), "Der Benutzername hat höchstens 32 Zeichen.");
  const until = new Date(2026, 10, 21, 14, 5).toISOString();
  const muted = new ChatError("muted", { params: { until } }).toErrorBody();
  assertMatch(errorText(muted), /^Du bist hier stumm bis .*21.*:05( PM)?\.$/);
  await loadLanguage("en");
});
